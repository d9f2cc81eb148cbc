package dev.k3form.cli.command;

import dev.k3form.cli.Version;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.EventView;
import dev.k3form.cli.view.JsonView;
import dev.k3form.cli.view.ProgressView;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

  /** Returns where the command was started: what it writes for the user is named from there. */
  final Path started() {
    return root.directory();
  }

  /** Returns the view of a command whose answer is what happens, for programs a line each. */
  final EventView view(boolean json) {
    return json ? new JsonView(terminal(), Version.text()) : new ProgressView(terminal());
  }

  /** Returns the view of a command whose answer for programs is one object, and nothing else. */
  final EventView beside(boolean json) {
    return new ProgressView(json ? terminal().beside() : terminal());
  }
}
