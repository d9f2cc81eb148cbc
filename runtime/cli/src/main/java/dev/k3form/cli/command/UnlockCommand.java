package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.state.store.LockInfo;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Breaks the lock of a dead holder. */
@Command(name = "unlock", description = "Break the lock of a holder that is dead.")
final class UnlockCommand extends ProjectCommand {
  @Override
  public Integer call() {
    Project project = project();
    Optional<LockInfo> was = Project.guarded(() -> project.store().unlock());
    terminal()
        .out()
        .println(
            was.map(holder -> "The lock of " + holder + " is broken.")
                .orElse("The state is not locked."));
    return ExitCode.OK;
  }
}
