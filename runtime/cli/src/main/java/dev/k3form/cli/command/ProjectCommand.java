package dev.k3form.cli.command;

import dev.k3form.cli.Version;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.EventView;
import dev.k3form.cli.view.JsonView;
import dev.k3form.cli.view.ProgressView;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.ParentCommand;

/** A command that works on the project in the current directory. */
abstract class ProjectCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;

  final Terminal terminal() {
    return root.terminal();
  }

  final Project project() {
    return root.project();
  }

  /** Does the work of a command; for programs its failure is told like everything else. */
  final int told(boolean json, EventView view, IntSupplier work) {
    if (!json) {
      return work.getAsInt();
    }
    try {
      return work.getAsInt();
    } catch (CommandFailure e) {
      view.diagnostics(e.diagnostics(), DiagnosticsView.of(terminal()).with(e.sources()));
      return e.exitCode();
    }
  }

  /** Returns where the command was started: what it writes for the user is named from there. */
  final Path started() {
    return root.directory();
  }

  final EventView view(boolean json) {
    return json ? new JsonView(terminal(), Version.text()) : new ProgressView(terminal());
  }
}
