package dev.k3form.lab.datacenter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A worker that runs or ran: its id, its log, and how it ended. */
public final class Task {

  /** What a worker does; the log is written as it goes. */
  @FunctionalInterface
  public interface Work {
    void run(Task task) throws InterruptedException;
  }

  private final Upid upid;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String exit;
  private final boolean doomed;
  private volatile long endTime;

  Task(Upid upid, boolean doomed) {
    this.upid = upid;
    this.doomed = doomed;
  }

  public Upid upid() {
    return upid;
  }

  public void log(String line) {
    log.add(line);
  }

  public List<String> lines() {
    return List.copyOf(log);
  }

  /** {@code OK}, {@code WARNINGS: n} or an error text; empty while the worker runs. */
  public Optional<String> exit() {
    return Optional.ofNullable(exit);
  }

  /** Seconds since the epoch; 0 while the worker runs. */
  public long endTime() {
    return endTime;
  }

  /**
   * The instant at which a doomed worker dies: what it did before stays, what follows is not done.
   */
  void checkpoint() {
    if (doomed) {
      throw new WorkerKilled();
    }
  }

  void end(String status, long when) {
    exit = status;
    endTime = when;
    ended.countDown();
  }

  /** Waits until the worker has ended. */
  public void await() throws InterruptedException {
    ended.await();
  }

  /** Waits at most that long; false when the worker still runs. */
  public boolean await(long millis) throws InterruptedException {
    return ended.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
