package dev.k3form.engine;

import dev.k3form.engine.apply.ApplyOptions;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies a configuration of which a part can be planned only when another part is there.
 *
 * <p>What is knowable is planned and applied, then the rest, until nothing is left open. Every
 * stage is approved, by the same policy.
 */
public final class Stages {
  private final Engine engine;
  private final PlanOptions options;
  private final ApplyOptions how;

  /** Prepares stages. */
  public Stages(Engine engine, PlanOptions options, ApplyOptions how) {
    this.engine = engine;
    this.options = options;
    this.how = how;
  }

  /** Decides whether a stage is applied. */
  @FunctionalInterface
  public interface Approval {
    /**
     * Returns whether to apply it.
     *
     * @param stage counts from 1
     */
    boolean approve(Plan plan, int stage);
  }

  /** How the stages ended. */
  public sealed interface End {
    /** Everything is applied; {@code results} has one for each stage that had something to do. */
    record Done(List<ApplyResult> results) implements End {}

    /** A stage was not approved. */
    record Declined(Plan plan, List<ApplyResult> results) implements End {}

    /** A stage could not be planned. */
    record NotPlanned(List<Diagnostic> problems, List<ApplyResult> results) implements End {}

    /** The last stage failed or was interrupted. */
    record Failed(List<ApplyResult> results) implements End {}
  }

  /**
   * Plans and applies until nothing is left, beginning with a plan that was made already if any.
   */
  public End run(Optional<Engine.Planned> first, Approval approval, String message) {
    List<ApplyResult> results = new ArrayList<>();
    Optional<Engine.Planned> ready = first;
    PlanOptions next = options;
    for (int stage = 1; ; stage++) {
      Engine.Planned planned = ready.isPresent() ? ready.get() : engine.plan(next);
      ready = Optional.empty();
      Plan plan = planned.plan();
      if (plan.hasErrors()) {
        return new End.NotPlanned(plan.diagnostics(), results);
      }
      boolean idle = plan.execution().isEmpty();
      if (plan.isEmpty() && idle && (stage > 1 || plan.outputs().isEmpty())) {
        return new End.Done(results);
      }
      if (!plan.isEmpty() && !approval.approve(plan, stage)) {
        return new End.Declined(plan, results);
      }
      ApplyResult result = engine.apply(planned, how, message);
      results.add(result);
      if (!result.isComplete()) {
        return new End.Failed(results);
      }
      if (plan.deferred().isEmpty()) {
        return new End.Done(results);
      }
      next = next.after(plan);
    }
  }
}
