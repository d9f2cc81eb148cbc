package dev.k3form.spi;

/**
 * A group of instances that serve together, such as the servers of one cluster.
 *
 * @param name unique in the configuration, such as {@code k3s_server/prod}
 * @param maxUnavailable how many of them an apply may disturb at the same time; what is less than
 *     one counts as one, since a rollout that may disturb none would never end
 */
public record RolloutGroup(String name, int maxUnavailable) {
  /** Keeps the limit at one or more. */
  public RolloutGroup {
    maxUnavailable = Math.max(1, maxUnavailable);
  }
}
