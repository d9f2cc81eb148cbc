package dev.k3form.lab.datacenter;

import java.time.Duration;

/**
 * How long the data centre takes for what takes time.
 *
 * @param authDelay how late a 401 is
 * @param lockWait how long a configuration change waits for a lock
 * @param cloneLockWait how long a clone does
 * @param resourceLag how long a new VM has no name and no status in the cluster's resource list
 * @param taskDelay added to every task
 */
public record Timing(
    Duration authDelay,
    Duration lockWait,
    Duration cloneLockWait,
    Duration resourceLag,
    Duration taskDelay) {

  /** The observed times, but for the lag of the resource list, which lasts one second of ten. */
  public static Timing proxmox() {
    return new Timing(
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ZERO);
  }

  /** For tests that have no patience: everything at once, locks given up after moments. */
  public static Timing immediate() {
    return new Timing(
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofMillis(50),
        Duration.ZERO,
        Duration.ZERO);
  }

  public Timing withResourceLag(Duration lag) {
    return new Timing(authDelay, lockWait, cloneLockWait, lag, taskDelay);
  }

  public Timing withTaskDelay(Duration delay) {
    return new Timing(authDelay, lockWait, cloneLockWait, resourceLag, delay);
  }
}
