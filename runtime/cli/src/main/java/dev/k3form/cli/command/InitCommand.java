package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Prepares a directory: the key of the state's secrets, and what git must know. */
@Command(
    name = "init",
    description = "Prepare this directory: the key of its secrets, and what git must know.")
final class InitCommand extends ProjectCommand {
  private static final String IGNORED = ".k3form/";

  @Override
  public Integer call() {
    Project project = project();
    Terminal terminal = terminal();
    boolean fresh = !project.keys().exist();
    if (fresh) {
      Project.guarded(
          () -> {
            project.keys().init();
            return project;
          });
      terminal.out().println("Made k3form.state.key, which keeps the secrets of the state sealed.");
      terminal
          .out()
          .println(
              "Commit it together with k3form.state.recipients; `k3form keys add` lets others in.");
    }
    try {
      if (ignore(project.directory().resolve(".gitignore"))) {
        terminal.out().println("Added .k3form/ to .gitignore.");
      }
    } catch (IOException e) {
      throw new CommandFailure(
          Diagnostic.error("K3-0803", ".gitignore cannot be written")
              .note(String.valueOf(e.getMessage()))
              .build());
    }
    terminal.out().println("This directory is ready: `k3form plan` shows what would be done.");
    return ExitCode.OK;
  }

  private static boolean ignore(Path file) throws IOException {
    List<String> lines =
        Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
    if (lines.stream().anyMatch(l -> l.strip().equals(IGNORED) || l.strip().equals(".k3form"))) {
      return false;
    }
    lines.add(IGNORED);
    Files.write(file, lines);
    return true;
  }
}
