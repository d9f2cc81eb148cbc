package dev.k3form.state.store;

import java.time.Duration;

/**
 * How often a holder shows that it lives, and how long its silence lasts before it counts as dead.
 *
 * @param beat the time between two signs of life
 * @param expiry the silence after which the lock may be taken over; several beats
 */
public record LockTiming(Duration beat, Duration expiry) {
  /** What is used: a sign every 20 seconds, dead after 90. */
  public static final LockTiming STANDARD =
      new LockTiming(Duration.ofSeconds(20), Duration.ofSeconds(90));
}
