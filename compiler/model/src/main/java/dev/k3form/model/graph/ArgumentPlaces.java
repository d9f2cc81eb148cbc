package dev.k3form.model.graph;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.source.Span;
import java.util.Optional;

/**
 * Where the values of a block are written. It answers when it is asked: of most instances nobody
 * ever asks.
 */
@FunctionalInterface
public interface ArgumentPlaces {
  /** Nothing of it is written anywhere. */
  ArgumentPlaces NOWHERE = _ -> Optional.empty();

  /**
   * Returns where the value at a path is written, or the nearest around it that is written out: an
   * element of a list, an argument, the header of a nested block. Empty if there is nothing of the
   * kind.
   */
  Optional<Span> of(AttributePath path);
}
