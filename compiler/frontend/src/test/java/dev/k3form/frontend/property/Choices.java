package dev.k3form.frontend.property;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The random decisions behind one generated value.
 *
 * <p>They are recorded, so that the value can be made again, and a simpler one from simpler
 * decisions: zero is the simplest, and zeros follow where a record ends.
 */
public final class Choices {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final RandomGenerator random;
  private final int[] replayed;
  private int[] made = new int[64];
  private int count;

  /** Makes new decisions. */
  public Choices(long seed) {
    this.random = FACTORY.create(seed);
    this.replayed = new int[0];
  }

  /** Repeats decisions. */
  public Choices(int[] replayed) {
    this.random =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public int nextInt(int bound) {
            return 0;
          }
        };
    this.replayed = replayed;
  }

  /** Decides for a number from zero up to the bound, which is excluded. */
  public int below(int bound) {
    int choice =
        count < replayed.length ? Math.min(replayed[count], bound - 1) : random.nextInt(bound);
    if (count == made.length) {
      made = Arrays.copyOf(made, count * 2);
    }
    made[count++] = choice;
    return choice;
  }

  /** Decides for one of the values; the first one is the simplest. */
  @SafeVarargs
  public final <T> T oneOf(T... values) {
    return values[below(values.length)];
  }

  /** Decides for yes once in a number of times. */
  public boolean onceIn(int times) {
    return below(times) == times - 1;
  }

  /** Returns the decisions that were made. */
  public int[] made() {
    return Arrays.copyOf(made, count);
  }
}
