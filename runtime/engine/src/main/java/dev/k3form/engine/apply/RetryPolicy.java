package dev.k3form.engine.apply;

import java.time.Duration;

/**
 * How often, and after which waits, an operation is tried again that failed in a way that may pass.
 *
 * @param attempts how often in all
 * @param first the wait after the first failure; each further one is twice as long
 * @param longest the longest wait
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /** Five attempts within a quarter of a minute. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(16));

  /** Returns the wait after the n-th failure, from 1. */
  Duration delay(int failure) {
    Duration delay = first.multipliedBy(1L << Math.min(20, failure - 1));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
