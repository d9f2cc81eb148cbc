package dev.k3form.model.graph;

import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a compilation read, so that a saved plan can carry it.
 *
 * @param files text by path: sources and the files that functions read
 * @param variables the values of the root module's variables; secrets are marked
 */
public record ConfigurationSources(
    SortedMap<String, String> files, SortedMap<String, Value> variables) {
  /** Copies the maps. */
  public ConfigurationSources {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }
}
