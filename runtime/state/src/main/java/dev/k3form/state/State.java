package dev.k3form.state;

import dev.k3form.model.address.ResourceAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything that k3form knows of the objects of one workspace, at one moment.
 *
 * <p>Immutable. A session changes state by journal entries and gives out values of this.
 *
 * @param lineage names this state for as long as it lives, so that it is never taken for another
 */
public record State(
    String lineage,
    SortedMap<ResourceAddress, ResourceRecord> resources,
    SortedMap<String, OutputRecord> outputs) {
  /** Copies the maps. */
  public State {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /** Returns a state of that lineage that knows nothing yet. */
  public static State empty(String lineage) {
    return new State(lineage, Collections.emptySortedMap(), Collections.emptySortedMap());
  }

  /** Returns a name for a new state. */
  public static String newLineage() {
    return UUID.randomUUID().toString();
  }

  /** Returns the record of an instance. */
  public Optional<ResourceRecord> resource(ResourceAddress address) {
    return Optional.ofNullable(resources.get(address));
  }

  /** Reports whether there is nothing in it. */
  public boolean isEmpty() {
    return resources.isEmpty() && outputs.isEmpty();
  }
}
