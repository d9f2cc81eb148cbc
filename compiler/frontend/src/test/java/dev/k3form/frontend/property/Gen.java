package dev.k3form.frontend.property;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Makes values from decisions, and checks that something holds for many of them. */
@FunctionalInterface
public interface Gen<T> {
  /** Makes a value. */
  T make(Choices choices);

  /**
   * Checks a property for a number of values.
   *
   * <p>All processors take part. A value for which it fails is made simpler as long as it still
   * fails; the failure then names the value and the seed. {@code -Dproperty.seed} sets the first
   * seed.
   */
  default void holds(int times, Consumer<T> property) {
    long first = Long.getLong("property.seed", System.nanoTime());
    LongStream.range(first, first + times)
        .parallel()
        .filter(seed -> !passes(new Choices(seed), property))
        .findAny()
        .ifPresent(
            seed -> {
              Choices choices = new Choices(seed);
              make(choices);
              report(seed, shrink(choices.made(), property), property);
            });
  }

  private boolean passes(Choices choices, Consumer<T> property) {
    try {
      property.accept(make(choices));
      return true;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return false;
    }
  }

  private int[] shrink(int[] failing, Consumer<T> property) {
    int[] best = failing;
    boolean better = true;
    for (int round = 0; better && round < 20; round++) {
      better = false;
      for (int length = Math.max(1, best.length / 2); length > 0; length /= 2) {
        for (int at = 0; at + length <= best.length; at += length) {
          int[] without = new int[best.length - length];
          System.arraycopy(best, 0, without, 0, at);
          System.arraycopy(best, at + length, without, at, best.length - at - length);
          if (!passes(new Choices(without), property)) {
            best = without;
            better = true;
          }
        }
      }
      for (int at = 0; at < best.length; at++) {
        if (best[at] != 0) {
          int[] simpler = Arrays.copyOf(best, best.length);
          simpler[at] = 0;
          if (!passes(new Choices(simpler), property)) {
            best = simpler;
            better = true;
          }
        }
      }
    }
    return best;
  }

  private void report(long seed, int[] failing, Consumer<T> property) {
    T value = make(new Choices(failing));
    try {
      property.accept(value);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw new AssertionError("seed " + seed + ", shrunk to:\n" + value, e);
    }
    throw new AssertionError("seed " + seed + " fails, but not always");
  }
}
