package dev.k3form.engine.plan;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import java.util.List;

/**
 * One step of an apply: a provider call together with its record.
 *
 * @param id its place in the list of operations, which is a possible order of execution
 * @param deposed which object that was set aside it deletes, or under which name it sets the
 *     instance's present object aside; else empty
 * @param after the operations that must have succeeded before
 */
public record Operation(
    int id,
    Action action,
    ResourceAddress address,
    ProviderRef provider,
    String deposed,
    List<Integer> after) {
  /** Copies the list. */
  public Operation {
    after = List.copyOf(after);
  }
}
