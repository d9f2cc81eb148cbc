package dev.k3form.cli.command;

import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Signals;
import dev.k3form.cli.view.EventView;
import dev.k3form.model.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans and, once approved, does it; or does what a saved plan says. */
@Command(name = "apply", description = "Make what is there match the configuration.")
final class ApplyCommand extends ProjectCommand implements TellsEvents {
  private static final Set<String> DECIDED =
      Set.of(
          "-destroy",
          "-refresh-only",
          "-refresh",
          "-target",
          "-exclude",
          "-replace",
          "-var",
          "-var-file");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private VariableOptions variables;
  @Mixin private PlanningOptions planning;
  @Mixin private StateOptions state;
  @Mixin private ApplyingOptions applying;

  @Parameters(
      arity = "0..1",
      paramLabel = "PLANFILE",
      description = "A plan that `k3form plan -out` saved; it is applied without asking.")
  private @Nullable Path planFile;

  @Option(names = "--json", description = "One JSON object a line; needs -auto-approve.")
  private boolean json;

  @Override
  public Integer call() {
    Signals.beforeWork(terminal().err());
    EventView view = view(json);
    return run(project(), view);
  }

  /** What is done was decided when the plan was made: what would change it is not passed over. */
  private void refuseDecided(Path file) {
    for (CommandLine.Model.OptionSpec given :
        spec.commandLine().getParseResult().matchedOptions()) {
      String name = given.longestName().substring(1);
      if (DECIDED.contains(name)) {
        throw new CommandFailure(
            Diagnostic.error("K3-0801", "a saved plan takes no `" + name + "`")
                .note("What `" + file + "` does was decided when it was made.")
                .help("apply it as it is: k3form apply " + file)
                .help("or make another one with " + name + ": k3form plan -out=FILE")
                .build());
      }
    }
  }

  private int run(Project project, EventView view) {
    if (planFile != null) {
      refuseDecided(planFile);
      return SavedPlans.apply(
          project, project.directory().resolve(planFile), state.lockTimeout(), applying, view);
    }
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    try (Run run = Run.open(project, compiled, "apply", state.lockTimeout(), view)) {
      return new Applying(terminal(), run, view, applying, json)
          .planAndApply(planning.options(false));
    }
  }
}
