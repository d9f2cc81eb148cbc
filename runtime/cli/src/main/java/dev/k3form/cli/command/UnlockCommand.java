package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.state.store.LockInfo;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks the lock of a dead holder. */
@Command(name = "unlock", description = "Break the lock of a holder that is dead.")
final class UnlockCommand extends ProjectCommand {
  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Project project = project();
    Optional<LockInfo> was = Project.guarded(() -> project.store().unlock());
    if (json) {
      Map<String, Object> fields = new TreeMap<>(Map.of("broken", was.isPresent()));
      was.ifPresent(holder -> fields.put("holder", fields(holder)));
      JsonOutput.print(terminal(), fields);
    } else {
      terminal()
          .out()
          .println(
              was.map(holder -> "The lock of " + holder + " is broken.")
                  .orElse("The state is not locked."));
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> fields(LockInfo holder) {
    return new TreeMap<>(
        Map.of(
            "who", holder.who(),
            "host", holder.host(),
            "pid", holder.pid(),
            "operation", holder.operation(),
            "since", holder.since().toString()));
  }
}
