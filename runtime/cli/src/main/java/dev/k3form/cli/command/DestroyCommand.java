package dev.k3form.cli.command;

import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Signals;
import dev.k3form.cli.view.EventView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Destroys everything that the state knows. */
@Command(name = "destroy", description = "Destroy everything that the state knows.")
final class DestroyCommand extends ProjectCommand implements TellsEvents {
  @Mixin private VariableOptions variables;
  @Mixin private PlanningOptions planning;
  @Mixin private StateOptions state;
  @Mixin private ApplyingOptions applying;

  @Option(names = "--json", description = "One JSON object a line; needs -auto-approve.")
  private boolean json;

  @Override
  public Integer call() {
    Signals.beforeWork(terminal().err());
    EventView view = view(json);
    return run(project(), view);
  }

  private int run(Project project, EventView view) {
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    try (Run run = Run.open(project, compiled, "destroy", state.lockTimeout(), view)) {
      return new Applying(terminal(), run, view, applying, json)
          .planAndApply(planning.options(true));
    }
  }
}
