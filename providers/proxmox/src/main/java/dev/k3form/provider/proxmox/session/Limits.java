package dev.k3form.provider.proxmox.session;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many operations work on the same thing at a time.
 *
 * <p>Proxmox waits one second for a VM's lock and ten for a storage's, and then fails the task;
 * many clones at once on slow storage all fail. So they queue here instead.
 */
public final class Limits {
  private static final Duration SLICE = Duration.ofMillis(500);

  private final Map<String, Semaphore> semaphores = new ConcurrentHashMap<>();

  /** Something done while a place is held. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws ProviderException;
  }

  /**
   * Does something while holding one of the places of a thing.
   *
   * @param thing such as {@code storage local-lvm}
   * @param places how many may be held; the first call for a thing decides
   */
  public <T> T hold(String thing, int places, OperationContext context, Work<T> work)
      throws ProviderException {
    Semaphore semaphore = semaphores.computeIfAbsent(thing, _ -> new Semaphore(places, true));
    try {
      while (!semaphore.tryAcquire(SLICE.toMillis(), TimeUnit.MILLISECONDS)) {
        context.checkCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          ProviderException.Kind.CANCELLED,
          "interrupted while waiting for " + thing,
          e,
          "",
          java.util.List.of());
    }
    try {
      return work.run();
    } finally {
      semaphore.release();
    }
  }
}
