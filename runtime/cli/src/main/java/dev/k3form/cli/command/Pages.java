package dev.k3form.cli.command;

import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.PlanPage;
import dev.k3form.engine.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes plans as pages. */
final class Pages {
  private Pages() {}

  static void write(Project project, Plan plan, Path file) {
    Path name = project.directory().toAbsolutePath().getFileName();
    try {
      Files.writeString(
          project.directory().resolve(file),
          PlanPage.of(plan, name == null ? "this directory" : name.toString()));
    } catch (IOException e) {
      throw StateSubcommand.unreadable(project.directory().resolve(file), e);
    }
  }
}
