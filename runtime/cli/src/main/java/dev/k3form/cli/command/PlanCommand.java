package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Signals;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.Engine;
import dev.k3form.engine.planning.PlanOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what an apply would do. */
@Command(name = "plan", description = "Show what an apply would do.")
final class PlanCommand extends ProjectCommand implements TellsEvents {
  @Mixin private VariableOptions variables;
  @Mixin private PlanningOptions planning;
  @Mixin private StateOptions state;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Save the plan, for `k3form apply FILE`. Secrets in it are sealed.")
  private @Nullable Path out;

  @Option(
      names = "--detailed-exitcode",
      description = "Exit with 0 if nothing is to be done, 2 if something is, 1 on errors.")
  private boolean detailed;

  @Option(
      names = "--generate-config-out",
      paramLabel = "FILE",
      description = "Write resource blocks for imports that have none, then plan with them.")
  private @Nullable Path generated;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = ApplyingOptions.AtLeastOne.class,
      description = "How many objects are read at the same time; many unless given.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the plan as one page for a review. Secrets in it are masked.")
  private @Nullable Path html;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    Signals.beforeWork(terminal().err());
    EventView view = view(json);
    return run(project(), view);
  }

  private int run(Project project, EventView view) {
    if (generated != null) {
      Path file = project.directory().resolve(generated);
      GeneratedConfiguration.write(project, variables, file, state.lockTimeout(), view);
    }
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    try (Run run = Run.open(project, compiled, "plan", state.lockTimeout(), view)) {
      PlanOptions options = planning.options(false);
      Engine.Planned planned =
          run.plan(parallelism == null ? options : options.withReads(parallelism), view);
      view.plan(planned.plan());
      if (html != null) {
        Pages.write(project, planned.plan(), html);
      }
      if (out != null) {
        SavedPlans.write(project, run, planned, project.directory().resolve(out));
        view.say("\nSaved. To perform exactly these actions:\n\n    k3form apply " + out);
      }
      return detailed && !planned.plan().isEmpty() ? ExitCode.CHANGES : ExitCode.OK;
    }
  }
}
