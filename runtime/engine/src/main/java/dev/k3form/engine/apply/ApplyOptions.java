package dev.k3form.engine.apply;

/**
 * How an apply goes about its work.
 *
 * @param parallelism how many operations run at the same time in all
 * @param perHost how many of them on one machine or endpoint
 */
public record ApplyOptions(int parallelism, int perHost, RetryPolicy retry) {
  /** Sixty-four in all, four on one host. */
  public static final ApplyOptions DEFAULT = new ApplyOptions(64, 4, RetryPolicy.DEFAULT);

  /** Returns the same with another limit in all. */
  public ApplyOptions withParallelism(int limit) {
    return new ApplyOptions(limit, perHost, retry);
  }

  /** Returns the same with other retries. */
  public ApplyOptions withRetry(RetryPolicy policy) {
    return new ApplyOptions(parallelism, perHost, policy);
  }
}
