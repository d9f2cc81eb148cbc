package dev.k3form.state.journal;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.ResourceRecord;
import java.util.Optional;

/**
 * What is about to be done, durable before the provider is called.
 *
 * @param idempotencyKey names this attempt towards the provider, and later in the question whether
 *     the object is there
 * @param planned the record that is expected to come out, with unknown attributes in it; empty when
 *     something is deleted
 * @param deposed which deposed object is deleted
 */
public record Intent(
    ResourceAddress address,
    Operation operation,
    String idempotencyKey,
    Optional<ResourceRecord> planned,
    Optional<String> deposed) {

  /** Returns the intent to bring an object to the planned record. */
  public static Intent toward(ResourceRecord planned, Operation operation, String idempotencyKey) {
    return new Intent(
        planned.address(), operation, idempotencyKey, Optional.of(planned), Optional.empty());
  }

  /** Returns the intent to delete an instance's current object. */
  public static Intent delete(ResourceAddress address, String idempotencyKey) {
    return new Intent(
        address, Operation.DELETE, idempotencyKey, Optional.empty(), Optional.empty());
  }

  /** Returns the intent to delete a deposed object. */
  public static Intent deleteDeposed(ResourceAddress address, String id, String idempotencyKey) {
    return new Intent(
        address, Operation.DELETE_DEPOSED, idempotencyKey, Optional.empty(), Optional.of(id));
  }
}
