package dev.k3form.engine.apply;

import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.ExecutionGraph.Move;
import dev.k3form.engine.plan.ExecutionGraph.Taken;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.OutputChange;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.StateException;
import dev.k3form.state.store.StateSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Executes a plan: does what its graph says, in its order, and records each outcome.
 *
 * <p>The failure of an operation stops those that wait for it, and nothing else.
 */
public final class Executor {
  private final ProviderSessions sessions;
  private final StateSession session;
  private final EventSink events;
  private final Interruption interruption;
  private final ApplyOptions options;
  private final Supplier<String> keys;

  /**
   * Creates an executor.
   *
   * @param keys gives idempotency keys, each of them once
   */
  public Executor(
      ProviderSessions sessions,
      StateSession session,
      EventSink events,
      Interruption interruption,
      ApplyOptions options,
      Supplier<String> keys) {
    this.sessions = sessions;
    this.session = session;
    this.events = events;
    this.interruption = interruption;
    this.options = options;
    this.keys = keys;
  }

  /**
   * Executes a plan without errors.
   *
   * @param evaluation of the configuration that the plan was made of; empty for plans to destroy
   * @param message what to write into the history of the store
   */
  public ApplyResult execute(Plan plan, Optional<Evaluation> evaluation, String message) {
    Diagnostics diagnostics = new Diagnostics();
    AppliedValues values = new AppliedValues(plan, session::resource);
    Completion completion = new Completion(evaluation, values);
    Telling telling = new Telling(events);
    Maker maker =
        new Maker(session, completion, new Attempts(options.retry(), telling), interruption, keys);
    OperationRunner runner =
        new OperationRunner(
            plan,
            sessions,
            session,
            telling,
            interruption,
            values,
            completion,
            maker,
            options.perHost(),
            diagnostics);
    try (PhaseMeter meter = events.phase(Phase.APPLY, plan.execution().operations().size())) {
      move(plan.execution());
      new Scheduler(
              plan.execution().operations(),
              runner,
              options.parallelism(),
              events,
              meter,
              interruption)
          .run();
    } catch (StateException e) {
      diagnostics.accept(e.diagnostic());
    }
    SortedMap<String, OutputRecord> outputs = session.state().outputs();
    boolean complete = runner.isComplete() && !diagnostics.hasErrors();
    try (PhaseMeter _ = events.phase(Phase.COMMIT, 0)) {
      if (!runner.isStuck()) {
        outputs = outputs(plan, evaluation, values, complete);
        session.outputs(outputs);
        session.commit(message);
      }
    } catch (StateException e) {
      diagnostics.accept(e.diagnostic());
    }
    if (complete) {
      checks(plan, evaluation, values, diagnostics);
    }
    Map<Action, Integer> done = runner.done();
    SortedMap<String, Value> shown = new TreeMap<>();
    outputs.forEach((name, o) -> shown.put(name, o.value()));
    return new ApplyResult(
        done,
        runner.failed(),
        runner.skipped(),
        runner.unsettled(),
        interruption.isStopping(),
        shown,
        ApplyProblems.oneForEachCause(diagnostics.sorted()));
  }

  private void move(ExecutionGraph graph) {
    SequencedMap<ResourceAddress, ResourceAddress> moves = new LinkedHashMap<>();
    Map<ResourceAddress, Taken> taken = new HashMap<>();
    for (Move move : graph.moves()) {
      moves.put(move.from(), move.to());
      move.taken().ifPresent(t -> taken.put(move.to(), t));
    }
    if (!moves.isEmpty()) {
      session.move(moves, r -> taken.containsKey(r.address()) ? taken.get(r.address()).in(r) : r);
    }
  }

  /** Outputs that are not known, since what they show failed, stay as they were. */
  private SortedMap<String, OutputRecord> outputs(
      Plan plan, Optional<Evaluation> evaluation, AppliedValues values, boolean complete) {
    SortedMap<String, OutputRecord> before = session.state().outputs();
    SortedMap<String, OutputRecord> out = new TreeMap<>();
    if (plan.mode() == Mode.DESTROY) {
      boolean all = plan.outputs().stream().allMatch(o -> o.after().isEmpty());
      return complete && all && !plan.outputs().isEmpty() ? out : before;
    }
    if (evaluation.isEmpty()) {
      return before;
    }
    boolean unknown =
        plan.outputs().stream()
            .map(OutputChange::after)
            .flatMap(Optional::stream)
            .anyMatch(v -> !Values.isWhollyKnown(v));
    var outputs = unknown ? evaluation.get().outputs(values) : evaluation.get().graph().outputs();
    for (DesiredOutput output : outputs) {
      if (Values.isWhollyKnown(output.value())) {
        out.put(output.name(), new OutputRecord(output.value()));
      } else if (before.containsKey(output.name())) {
        out.put(output.name(), before.get(output.name()));
      }
    }
    return out;
  }

  /** Tells what does not hold; what could not be read for a check while planning still counts. */
  private void checks(
      Plan plan, Optional<Evaluation> evaluation, AppliedValues values, Diagnostics diagnostics) {
    if (evaluation.isEmpty()) {
      return;
    }
    for (CheckOutcome check : evaluation.get().checks(values)) {
      switch (check.status()) {
        case FAILED -> check.diagnostic().ifPresent(diagnostics);
        case UNKNOWN ->
            plan.checks().stream()
                .filter(c -> c.name().equals(check.name()))
                .flatMap(c -> c.diagnostic().stream())
                .forEach(diagnostics);
        case PASSED -> {}
      }
    }
  }
}
