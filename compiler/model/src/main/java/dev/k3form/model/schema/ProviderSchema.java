package dev.k3form.model.schema;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a provider declares: its own block and its types.
 *
 * @param name the label of its {@code provider} block and the first word of its types
 * @param configuration what its {@code provider} block takes
 */
public record ProviderSchema(
    String name,
    String doc,
    BlockSchema configuration,
    SortedMap<String, ResourceSchema> resources,
    SortedMap<String, ResourceSchema> dataSources) {
  /** Copies the maps. */
  public ProviderSchema {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    dataSources = Collections.unmodifiableSortedMap(new TreeMap<>(dataSources));
  }
}
