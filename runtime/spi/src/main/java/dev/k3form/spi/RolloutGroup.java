package dev.k3form.spi;

/**
 * A group of instances that serve together, such as the servers of one cluster.
 *
 * @param name unique in the configuration, such as {@code k3s_server/prod}
 * @param maxUnavailable how many of them an apply may disturb at the same time
 */
public record RolloutGroup(String name, int maxUnavailable) {}
