package dev.k3form.state;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An object that a newer one has replaced and that is still to be deleted.
 *
 * @param id tells the deposed objects of one instance apart
 */
public record DeposedObject(
    String id,
    ProviderRef provider,
    int schemaVersion,
    Value.Obj attributes,
    SortedSet<ResourceAddress> dependencies)
    implements Comparable<DeposedObject> {
  /** Copies the dependencies. */
  public DeposedObject {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  @Override
  public int compareTo(DeposedObject other) {
    return id.compareTo(other.id);
  }
}
