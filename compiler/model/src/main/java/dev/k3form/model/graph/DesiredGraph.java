package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/**
 * Everything that the configuration wants, evaluated.
 *
 * <p>Dependencies are instance-precise and acyclic. Where {@code diagnostics} has an error the
 * graph is not fit to be planned.
 *
 * @param instances in an order in which each stands after what it depends on
 */
public record DesiredGraph(
    List<DesiredProvider> providers,
    SequencedMap<ResourceAddress, DesiredInstance> instances,
    List<DesiredOutput> outputs,
    List<CheckOutcome> checks,
    List<Deferred> deferred,
    List<Diagnostic> diagnostics) {
  /** Copies the lists; the map is wrapped. */
  public DesiredGraph {
    providers = List.copyOf(providers);
    instances = Collections.unmodifiableSequencedMap(instances);
    outputs = List.copyOf(outputs);
    checks = List.copyOf(checks);
    deferred = List.copyOf(deferred);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns the graph with other ends of its checks. */
  public DesiredGraph withChecks(List<CheckOutcome> others) {
    return new DesiredGraph(providers, instances, outputs, others, deferred, diagnostics);
  }

  /** Reports whether it may not be planned. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
