package dev.k3form.frontend.evaluate;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.Collections;
import java.util.Set;

/**
 * A value with the resource instances that were read for it.
 *
 * @param known whether nothing in it is unknown, so that it never has to be evaluated again
 */
record Traced(Value value, Set<ResourceAddress> reads, boolean known) {
  /** Copies nothing: the set must not change any more. */
  Traced {
    reads = Collections.unmodifiableSet(reads);
  }

  /** Returns a value for which these instances were read. */
  static Traced of(Value value, Set<ResourceAddress> reads) {
    return new Traced(value, reads, Values.isWhollyKnown(value));
  }

  /** Returns a value for which nothing was read. */
  static Traced of(Value value) {
    return of(value, Set.of());
  }
}
