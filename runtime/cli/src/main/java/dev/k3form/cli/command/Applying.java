package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.Engine;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.Optional;

/** Plans, asks, applies, and goes on in stages while the plan is open. */
final class Applying {
  /** A configuration whose every stage opens another is a mistake; this many are plenty. */
  private static final int STAGES = 20;

  private final Terminal terminal;
  private final Run run;
  private final EventView view;
  private final ApplyingOptions options;
  private final boolean json;

  Applying(Terminal terminal, Run run, EventView view, ApplyingOptions options, boolean json) {
    this.terminal = terminal;
    this.run = run;
    this.view = view;
    this.options = options;
    this.json = json;
  }

  int planAndApply(PlanOptions wanted) {
    PlanOptions next = wanted;
    for (int stage = 1; ; stage++) {
      Engine.Planned planned = run.plan(next, view);
      Plan plan = planned.plan();
      view.plan(plan);
      if (plan.isEmpty()) {
        return keepBooks(planned);
      }
      if (!plan.doesSomething()) {
        int books = keepBooks(planned);
        view.say("\nWhat is still open hangs on what -target or -exclude leave alone.");
        return books;
      }
      approve(plan.mode(), stage);
      ApplyResult result = apply(planned);
      if (!result.isComplete()) {
        return ExitCode.ERROR;
      }
      if (plan.deferred().isEmpty()) {
        return ExitCode.OK;
      }
      if (stage == STAGES) {
        open(plan);
        return ExitCode.OK;
      }
      view.say("\nPlanning what could not be planned before (stage " + (stage + 1) + ").");
      next = next.after(plan);
    }
  }

  /** Says how what a plan left open is gone on with, if this command does not. */
  void open(Plan plan) {
    if (!plan.deferred().isEmpty()) {
      view.say("\nThe plan left something open. It can be planned now: k3form apply");
    }
  }

  /** A plan that changes nothing may still have records to write: of dependencies, of secrecy. */
  private int keepBooks(Engine.Planned planned) {
    if (planned.plan().execution().isEmpty()) {
      run.commit("nothing to do");
      return ExitCode.OK;
    }
    ApplyResult result =
        Project.guarded(
            () -> run.engine().apply(planned, options.options(), "bring records up to date"));
    view.diagnostics(result.diagnostics(), run.diagnostics());
    return result.isComplete() ? ExitCode.OK : ExitCode.ERROR;
  }

  /** Applies without asking. */
  ApplyResult apply(Engine.Planned planned) {
    Plan plan = planned.plan();
    view.say("");
    ApplyResult result =
        Project.guarded(
            () -> run.engine().apply(planned, options.options(), HistoryMessage.of(plan)));
    view.diagnostics(result.diagnostics(), run.diagnostics());
    view.result(result, plan.mode());
    return result;
  }

  private void approve(Mode mode, int stage) {
    if (options.autoApprove()) {
      return;
    }
    if (json || !options.input()) {
      throw new CommandFailure(
          Diagnostic.error("K3-0810", "nobody can be asked for approval")
              .help("look at the plan, then run the command with -auto-approve")
              .build());
    }
    String question =
        mode == Mode.DESTROY
            ? "\nDestroy all of this? There is no way back. Only `yes` is taken as yes: "
            : "\nPerform these actions? Only `yes` is taken as yes: ";
    Optional<String> answer = run.ask(terminal, question);
    if (!answer.map(String::strip).equals(Optional.of("yes"))) {
      String changed = stage == 1 ? "nothing was changed" : "nothing more was changed";
      throw new CommandFailure(Diagnostic.error("K3-0811", "not approved; " + changed).build());
    }
  }
}
