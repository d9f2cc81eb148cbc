package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.store.StateSession;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code state rm}: forgets instances, whole resources or whole modules. */
@Command(
    name = "rm",
    aliases = "remove",
    description = "Forget records, or all of a resource or module; the objects stay as they are.")
final class StateRemoveCommand extends StateSubcommand {
  @Mixin private StateOptions options;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "ADDRESS",
      description = "Instances, resources or modules.")
  private List<String> addresses;

  @Override
  public Integer call() {
    Project project = project();
    SortedSet<ResourceAddress> targets = new TreeSet<>();
    try (StateSession session = project.lock("state rm", options.lockTimeout())) {
      addresses.forEach(text -> targets.addAll(StateCommand.matching(session.state(), text)));
      if (!dryRun) {
        Project.guardedRun(
            () -> {
              targets.forEach(session::remove);
              session.commit("state rm " + String.join(" ", addresses));
            });
      }
    }
    if (json) {
      List<String> forgotten = targets.stream().map(ResourceAddress::toString).toList();
      JsonOutput.print(terminal(), Map.of("dry_run", dryRun, "forgotten", forgotten));
    } else {
      targets.forEach(t -> say((dryRun ? "Would forget " : "Forgot ") + t + "."));
    }
    return ExitCode.OK;
  }
}
