package dev.k3form.engine.apply;

import dev.k3form.engine.plan.Action;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an apply came to.
 *
 * @param done how many operations of each sort succeeded
 * @param failed how many failed
 * @param skipped how many were not begun
 * @param unsettled how many were begun, and what came of them is not recorded
 * @param interrupted whether the user interrupted it
 * @param outputs the outputs of the root module as recorded now
 */
public record ApplyResult(
    Map<Action, Integer> done,
    int failed,
    int skipped,
    int unsettled,
    boolean interrupted,
    SortedMap<String, Value> outputs,
    List<Diagnostic> diagnostics) {
  /** Copies the collections. */
  public ApplyResult {
    Map<Action, Integer> copy = new EnumMap<>(Action.class);
    copy.putAll(done);
    done = Collections.unmodifiableMap(copy);
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    diagnostics = List.copyOf(diagnostics);
  }

  /** Reports whether everything that was planned is done. */
  public boolean isComplete() {
    return failed == 0
        && skipped == 0
        && unsettled == 0
        && !interrupted
        && diagnostics.stream().noneMatch(Diagnostic::isError);
  }

  /** Returns how many operations of a sort succeeded. */
  public int count(Action action) {
    return done.getOrDefault(action, 0);
  }
}
