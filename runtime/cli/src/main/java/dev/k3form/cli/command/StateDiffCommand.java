package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.StateDiffView;
import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.history.StateDifference;
import dev.k3form.state.history.StateHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code state diff}: what differs between two snapshots, or between one and the state now. */
@Command(
    name = "diff",
    description = "Show what differs between a snapshot and the state now, or between two.")
final class StateDiffCommand extends StateSubcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FROM",
      description = "A snapshot that `k3form state history` lists; the newest unless given.")
  private @Nullable String from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TO",
      description = "Another one; the state as it is now unless given.")
  private @Nullable String to;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    StateHistory history = project().history();
    List<StateDifference> differences =
        Project.guarded(
            () -> {
              StateDocument older = older(history);
              StateDocument newer = to == null ? now() : history.at(to);
              return StateDifference.between(older, newer);
            });
    if (json) {
      JsonOutput.print(
          terminal(), Map.of("differences", differences.stream().map(this::fields).toList()));
    } else if (differences.isEmpty()) {
      say("Nothing differs.");
    } else {
      new StateDiffView(terminal()).show(differences);
    }
    return ExitCode.OK;
  }

  private StateDocument older(StateHistory history) {
    if (from != null) {
      return history.at(from);
    }
    List<StateHistory.Entry> entries = history.entries(1);
    return entries.isEmpty()
        ? new StateDocument("", Map.of(), Map.of(), Map.of())
        : history.at(entries.getFirst().id());
  }

  private StateDocument now() {
    State state = project().state();
    return StateCodec.document(state, project().sealer());
  }

  private Map<String, Object> fields(StateDifference difference) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("address", difference.address());
    out.put("before", difference.before());
    out.put("after", difference.after());
    return out;
  }
}
