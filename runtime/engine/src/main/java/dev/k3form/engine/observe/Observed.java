package dev.k3form.engine.observe;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.state.ResourceRecord;
import java.util.Optional;

/**
 * A record and what was found in its place.
 *
 * @param record as recorded, its attributes in the present form of the schema
 * @param found the attributes now; empty if the object is gone
 * @param goneWith the dependency that the object is gone with, if it could not be looked at itself
 */
public record Observed(
    ResourceRecord record, Optional<Value.Obj> found, Optional<ResourceAddress> goneWith) {
  /** Returns what was recorded, as if it had been found so. */
  public static Observed asRecorded(ResourceRecord record) {
    return new Observed(record, Optional.of(record.attributes()), Optional.empty());
  }
}
