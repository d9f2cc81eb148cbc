package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.source.Span;

/** What the user says about objects whose address or ownership changes. */
public sealed interface Refactoring {
  /** Where it is written. */
  Span span();

  /**
   * The object is now called otherwise. Addresses may name a whole resource (no key), which stands
   * for all its instances, or a module by {@code fromModule}/{@code toModule} text.
   */
  record Moved(String from, String to, Span span) implements Refactoring {}

  /** The object is no longer in the configuration; {@code destroy} says whether it goes. */
  record Removed(String from, boolean destroy, Span span) implements Refactoring {}

  /** The object exists already and is taken into the state under this address. */
  record Import(ResourceAddress to, String id, Span span) implements Refactoring {}
}
