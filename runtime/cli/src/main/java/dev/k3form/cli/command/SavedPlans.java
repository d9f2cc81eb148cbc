package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.Engine;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.file.PlanFile;
import dev.k3form.engine.file.SavedPlan;
import dev.k3form.engine.problem.PlanProblems;
import java.nio.file.Path;
import java.time.Duration;

/** Saves plans and applies saved ones. */
final class SavedPlans {
  private SavedPlans() {}

  static void write(Project project, Run run, Engine.Planned planned, Path file) {
    SavedPlan saved =
        new SavedPlan(
            planned.plan(),
            run.compiled().configuration().sources(),
            project.location().workspace());
    Project.guarded(
        () -> {
          PlanFile.write(file, saved, project.keys().sealer());
          return saved;
        });
  }

  /** A saved plan was approved when it was made: nobody is asked. */
  static int apply(
      Project project, Path file, Duration lockTimeout, ApplyingOptions options, EventView view) {
    SavedPlan saved = Project.guarded(() -> PlanFile.read(file, project.keys().sealer()));
    String current = project.location().workspace();
    if (!saved.workspace().isEmpty() && !saved.workspace().equals(current)) {
      throw new CommandFailure(
          PlanProblems.otherWorkspace(file.toString(), saved.workspace(), current));
    }
    Compiled compiled = Compilation.of(project, saved.sources(), view);
    try (Run run = Run.open(project, compiled, "apply", lockTimeout, view)) {
      Engine.Planned planned = run.load(saved.plan(), file.toString(), view);
      Applying applying = new Applying(project.terminal(), run, view, options, false);
      ApplyResult result = applying.apply(planned);
      if (result.isComplete()) {
        applying.open(planned.plan());
      }
      return result.isComplete() ? ExitCode.OK : ExitCode.ERROR;
    }
  }
}
