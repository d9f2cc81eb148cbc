package dev.k3form.spi.plan;

import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import java.util.Optional;

/**
 * One instance to be planned.
 *
 * @param config the arguments as the user wrote them, defaults filled in, unknown where they hang
 *     on something still to be applied
 * @param prior the attributes as they were read now; empty for an object that is to be created
 */
public record PlanRequest<R extends Record>(
    ResourceSchema schema, Class<R> model, Value.Obj config, Optional<Value.Obj> prior) {
  /** Returns the arguments for looking at. */
  public ConfigView view() {
    return new ConfigView(config);
  }

  /** Returns the arguments as the record, computed components null, if all of them are known. */
  public Optional<R> bound() {
    return view().bound(model);
  }
}
