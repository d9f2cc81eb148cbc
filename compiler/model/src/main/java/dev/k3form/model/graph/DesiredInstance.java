package dev.k3form.model.graph;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.SortedSet;
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
 * @param places where its arguments and blocks are written
 */
public record DesiredInstance(
    ResourceAddress address,
    ProviderRef provider,
    Value.Obj config,
    SortedSet<ResourceAddress> dependencies,
    Lifecycle lifecycle,
    String check,
    Span span,
    ArgumentPlaces places) {
  /** Copies the collections. */
  public DesiredInstance {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** Returns where an argument is written, the block's header if it is not. */
  public Span spanOf(String argument) {
    return spanOf(AttributePath.of(argument));
  }

  /** Returns where a value inside its arguments is written, or the nearest around it. */
  public Span spanOf(AttributePath path) {
    return places.of(path).orElse(span);
  }

  /** Returns the instance with another configuration, such as one in which more is known. */
  public DesiredInstance withConfig(Value.Obj other) {
    return new DesiredInstance(
        address, provider, other, dependencies, lifecycle, check, span, places);
  }
}
