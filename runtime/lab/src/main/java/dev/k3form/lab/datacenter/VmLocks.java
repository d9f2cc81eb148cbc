package dev.k3form.lab.datacenter;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The advisory file locks of a node: {@code /var/lock/qemu-server/lock-ID.conf} and those of its
 * storages. A lock that cannot be had in time is the error that users of parallel clones know.
 */
public final class VmLocks {

  private static final int EXCLUSIVE = 1 << 20;

  private final Map<String, Semaphore> files = new ConcurrentHashMap<>();

  /** A held lock. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  public Held vm(int vmid, Duration wait) {
    return acquire("/var/lock/qemu-server/lock-" + vmid + ".conf", EXCLUSIVE, wait);
  }

  /** The shared lock that clones of one template take on it. */
  public Held vmShared(int vmid, Duration wait) {
    return acquire("/var/lock/qemu-server/lock-" + vmid + ".conf", 1, wait);
  }

  public Held storage(String storage, Duration wait) {
    return acquire("/var/lock/pve-manager/pve-storage-" + storage, EXCLUSIVE, wait);
  }

  private Held acquire(String file, int permits, Duration wait) {
    Semaphore semaphore = files.computeIfAbsent(file, _ -> new Semaphore(EXCLUSIVE, true));
    try {
      if (!semaphore.tryAcquire(permits, wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DatacenterException("can't lock file '" + file + "' - got timeout");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatacenterException("can't lock file '" + file + "' - interrupted");
    }
    return () -> semaphore.release(permits);
  }
}
