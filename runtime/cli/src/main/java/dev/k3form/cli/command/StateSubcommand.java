package dev.k3form.cli.command;

import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.disk.DiskReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A command below {@code k3form state}. */
abstract class StateSubcommand implements Callable<Integer> {
  @ParentCommand private StateCommand parent;

  final Project project() {
    return parent.project();
  }

  final Terminal terminal() {
    return parent.terminal();
  }

  final void say(String line) {
    terminal().out().println(line);
  }

  /** Returns a file that the user names, from the directory that the command works in. */
  final Path file(Path given) {
    return terminal().directory().resolve(given);
  }

  static CommandFailure unreadable(Path file, IOException e) {
    return new CommandFailure(
        Diagnostic.error("K3-0804", "a file cannot be read or written")
            .note("`" + file + "`: " + DiskReason.of(e) + ".")
            .help("check that it is there and that you may:\n  ls -l " + file)
            .build());
  }
}
