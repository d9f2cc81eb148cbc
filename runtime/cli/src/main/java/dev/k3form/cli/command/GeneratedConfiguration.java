package dev.k3form.cli.command;

import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.generate.ImportGenerator;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** {@code plan -generate-config-out=FILE}: resource blocks for imports that have none. */
final class GeneratedConfiguration {
  private GeneratedConfiguration() {}

  /** Reads the objects and writes their blocks; a file that is there is never overwritten. */
  static void write(
      Project project, VariableOptions variables, Path file, Duration lockTimeout, EventView view) {
    if (Files.exists(file)) {
      throw new CommandFailure(
          Diagnostic.error("K3-0844", "the file for the generated blocks is there already")
              .note("`" + file + "` is not overwritten.")
              .help("name a file that is not there yet; all of them are read together")
              .build());
    }
    Path directory = file.toAbsolutePath().normalize().getParent();
    if (!file.toString().endsWith(".k3s")
        || !project.directory().toAbsolutePath().normalize().equals(directory)) {
      throw new CommandFailure(
          Diagnostic.error("K3-0844", "the generated blocks would not be read from there")
              .note("`" + file + "` would be no part of the configuration.")
              .help("name a file beside the others that ends in `.k3s`")
              .build());
    }
    Compilation.OpenImports open =
        Compilation.openImports(project, variables.variables(), variables.files(), view);
    if (open.lacking().isEmpty()) {
      view.say("There is no import whose block can be generated: nothing was generated.");
      return;
    }
    ImportGenerator.Generated generated;
    try (Run run = Run.open(project, open.compiled(), "plan", lockTimeout, view)) {
      generated = Project.guarded(() -> run.engine().generate(open.lacking()));
    }
    if (!generated.problems().isEmpty()) {
      throw new CommandFailure(generated.problems(), open.compiled().sources());
    }
    try {
      Files.writeString(file, generated.text(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw StateSubcommand.unreadable(file, e);
    }
    int n = open.lacking().size();
    view.say("Wrote " + n + (n == 1 ? " block to " : " blocks to ") + file.getFileName() + ".");
  }
}
