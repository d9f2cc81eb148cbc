package dev.k3form.frontend.evaluate;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import java.util.Set;

/**
 * Which instance of a repeated block is being evaluated.
 *
 * @param value what {@code each.value} stands for; for {@code count} the index
 * @param valueReads the instances that {@code each.value} comes from
 */
record Iteration(InstanceKey key, Value value, Set<ResourceAddress> valueReads) {
  /** Returns the iteration of a block that is not repeated. */
  static Iteration once() {
    return new Iteration(InstanceKey.none(), dev.k3form.model.value.Values.NULL, Set.of());
  }

  /** Returns what {@code each.key} stands for. */
  Value keyValue() {
    return switch (key) {
      case InstanceKey.None _ -> dev.k3form.model.value.Values.NULL;
      case InstanceKey.Index(int i) -> Value.num(i);
      case InstanceKey.Name(String name) -> Value.str(name);
    };
  }
}
