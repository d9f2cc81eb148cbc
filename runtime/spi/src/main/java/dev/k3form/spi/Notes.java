package dev.k3form.spi;

import java.util.Optional;

/** The notes that an operation made before it was cut off. */
@FunctionalInterface
public interface Notes {
  /** Returns the last value noted under a key. */
  Optional<String> get(String key);

  /** No notes. */
  static Notes none() {
    return _ -> Optional.empty();
  }
}
