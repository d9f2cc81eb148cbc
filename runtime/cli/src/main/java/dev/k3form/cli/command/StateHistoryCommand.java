package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.state.history.StateHistory;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code state history}: the snapshots that the store remembers. */
@Command(name = "history", description = "List what was done to the state, the newest first.")
final class StateHistoryCommand extends StateSubcommand {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; 20 unless given.")
  private int limit;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    StateHistory history = project().history();
    List<StateHistory.Entry> entries = Project.guarded(() -> history.entries(Math.max(1, limit)));
    if (json) {
      JsonOutput.print(
          terminal(), Map.of("snapshots", entries.stream().map(this::fields).toList()));
    } else if (entries.isEmpty()) {
      say("No snapshot of the state was committed yet.");
    } else {
      entries.forEach(e -> say(line(e)));
    }
    return ExitCode.OK;
  }

  private Map<String, Object> fields(StateHistory.Entry entry) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", entry.id());
    out.put("time", entry.when().toString());
    out.put("who", entry.who());
    out.put("message", entry.message());
    return out;
  }

  private String line(StateHistory.Entry entry) {
    String text =
        "%-8s  %s  %-10s  %s"
            .formatted(
                entry.id(),
                TIME.format(entry.when().atZone(ZoneId.systemDefault())),
                entry.who(),
                entry.message());
    int width = terminal().columns();
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }
}
