package dev.k3form.model.graph;

import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A provider's evaluated configuration; without a {@code provider} block it is empty and has no
 * place.
 *
 * @param span the header of its block
 * @param argumentSpans where each of its arguments is written
 */
public record DesiredProvider(
    ProviderRef ref, Value.Obj config, Span span, SortedMap<String, Span> argumentSpans) {
  /** Copies the map. */
  public DesiredProvider {
    argumentSpans = Collections.unmodifiableSortedMap(new TreeMap<>(argumentSpans));
  }

  /** A configuration that is written nowhere. */
  public static DesiredProvider unwritten(ProviderRef ref, Value.Obj config) {
    return new DesiredProvider(ref, config, Span.NONE, Collections.emptySortedMap());
  }
}
