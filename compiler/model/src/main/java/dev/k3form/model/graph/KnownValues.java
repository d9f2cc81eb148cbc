package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import java.util.Optional;

/** The attributes of instances as apply has left them. */
@FunctionalInterface
public interface KnownValues {
  /** Returns the attributes of an instance; empty if it was not applied (yet). */
  Optional<Value.Obj> of(ResourceAddress address);
}
