package dev.k3form.engine.plan;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Deferred;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Everything that an apply would do, with its reasons; not fit to be applied if it has errors.
 *
 * @param lineage the state that it was made for
 * @param changes in order of address, unchanged instances included
 * @param deferred blocks whose instances can be planned only after this plan is applied
 * @param touched the digests of the records that it builds on, empty where there was none
 */
public record Plan(
    Mode mode,
    String lineage,
    List<Change> changes,
    List<Drift> drift,
    List<OutputChange> outputs,
    List<CheckOutcome> checks,
    List<Deferred> deferred,
    List<Diagnostic> diagnostics,
    ExecutionGraph execution,
    SortedMap<ResourceAddress, String> touched) {
  /** Copies the collections. */
  public Plan {
    changes = List.copyOf(changes);
    drift = List.copyOf(drift);
    outputs = List.copyOf(outputs);
    checks = List.copyOf(checks);
    deferred = List.copyOf(deferred);
    diagnostics = List.copyOf(diagnostics);
    touched = Collections.unmodifiableSortedMap(new TreeMap<>(touched));
  }

  /** Reports whether it may not be applied. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** Returns the same with only those blocks open that it is about. */
  public Plan openOnly(Predicate<Deferred> about) {
    return new Plan(
        mode,
        lineage,
        changes,
        drift,
        outputs,
        checks,
        deferred.stream().filter(about).toList(),
        diagnostics,
        execution,
        touched);
  }

  /** Returns the changes that the user has to decide about. */
  public List<Change> visibleChanges() {
    return changes.stream().filter(Change::isVisible).toList();
  }

  /** Reports whether there is nothing to do that the user sees, now or later. */
  public boolean isEmpty() {
    return !doesSomething() && deferred.isEmpty();
  }

  /** Reports whether applying it changes something that the user sees. */
  public boolean doesSomething() {
    return changes.stream().anyMatch(Change::isVisible)
        || !outputs.stream().allMatch(OutputChange::isNoOp)
        || (mode == Mode.REFRESH_ONLY && drifted());
  }

  private boolean drifted() {
    return !drift.isEmpty();
  }

  /** Returns the change of an instance's present object. */
  public Optional<Change> change(ResourceAddress address) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).address().compareTo(address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < changes.size() && changes.get(i).address().equals(address); i++) {
      if (!(changes.get(i) instanceof Change.DeleteDeposed)) {
        return Optional.of(changes.get(i));
      }
    }
    return Optional.empty();
  }

  /** Counts the changes by what they do. */
  public Tally tally() {
    return Tally.of(this);
  }
}
