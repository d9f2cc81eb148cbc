package dev.k3form.engine.plan;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A difference between what the state records and what was read.
 *
 * @param before as recorded
 * @param after as read; empty if the object is gone
 * @param changed the attributes that differ
 * @param kind whether somebody changed what the configuration rules
 */
public record Drift(
    ResourceAddress address,
    Value.Obj before,
    Optional<Value.Obj> after,
    List<AttributePath> changed,
    Kind kind) {
  /** What a difference means. */
  public enum Kind {
    /** An argument was changed outside of k3form. */
    ARGUMENT,
    /** Only attributes that the provider computes differ; nobody need have done anything. */
    COMPUTED,
    /** The object is gone. */
    GONE
  }

  /** Copies the list. */
  public Drift {
    changed = List.copyOf(changed);
  }
}
