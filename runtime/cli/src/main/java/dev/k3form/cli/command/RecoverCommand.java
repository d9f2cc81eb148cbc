package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.recover.Recovery;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Settles what an earlier run was cut off in; plan and apply do it by themselves. */
@Command(
    name = "recover",
    description = "Settle what an earlier run was cut off in; plan and apply do it too.")
final class RecoverCommand extends ProjectCommand {
  @Mixin private VariableOptions variables;
  @Mixin private StateOptions state;

  @Override
  public Integer call() {
    Project project = project();
    EventView view = view(false);
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    try (Run run = Run.open(project, compiled, "recover", state.lockTimeout(), view)) {
      List<Recovery.Settled> settled = Project.guarded(() -> run.engine().recover());
      settled.forEach(
          s ->
              terminal()
                  .out()
                  .println(
                      s.intent().intent().address()
                          + ": "
                          + s.fate().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
      if (settled.isEmpty()) {
        terminal().out().println("Nothing is open: every operation has its outcome recorded.");
      }
      run.commit("recover");
      List<Diagnostic> problems = settled.stream().flatMap(s -> s.problem().stream()).toList();
      if (!problems.isEmpty()) {
        throw new CommandFailure(problems, compiled.sources());
      }
      return ExitCode.OK;
    }
  }
}
