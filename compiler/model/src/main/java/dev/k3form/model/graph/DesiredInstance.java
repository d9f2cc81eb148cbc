package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One resource instance as the configuration wants it.
 *
 * @param config one attribute for each argument and nested block of the schema, converted to its
 *     type; null where the user wrote nothing (defaults are the planner's business), unknown where
 *     it hangs on something that is still to be created
 * @param dependencies the instances that its expressions really read, and those of {@code
 *     depends_on}; direct ones only
 * @param check the check that reads this data source for itself, such as {@code check.api}, and for
 *     which alone it is a failure if it cannot be read; empty for all else
 * @param span the header of its block
 * @param argumentSpans where each root argument or block is written
 */
public record DesiredInstance(
    ResourceAddress address,
    ProviderRef provider,
    Value.Obj config,
    SortedSet<ResourceAddress> dependencies,
    Lifecycle lifecycle,
    String check,
    Span span,
    SortedMap<String, Span> argumentSpans) {
  /** Copies the collections. */
  public DesiredInstance {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
    argumentSpans = Collections.unmodifiableSortedMap(new TreeMap<>(argumentSpans));
  }

  /** Returns where an argument is written, the block's header if it is not. */
  public Span spanOf(String argument) {
    return argumentSpans.getOrDefault(argument, span);
  }

  /** Returns the instance with another configuration, such as one in which more is known. */
  public DesiredInstance withConfig(Value.Obj other) {
    return new DesiredInstance(
        address, provider, other, dependencies, lifecycle, check, span, argumentSpans);
  }

  /** Returns the argument spans as a plain map. */
  public Map<String, Span> spans() {
    return argumentSpans;
  }
}
