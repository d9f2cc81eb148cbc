package dev.k3form.engine.plan;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.Optional;

/**
 * What happens to an output of the root module.
 *
 * @param before as recorded; empty if it is new
 * @param after as it will be; empty if it goes
 */
public record OutputChange(String name, Optional<Value> before, Optional<Value> after) {
  /** Reports whether the output stays as it is. */
  public boolean isNoOp() {
    return before.map(Values::revealAll).equals(after.map(Values::revealAll));
  }
}
