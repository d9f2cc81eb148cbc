package dev.k3form.engine.provider;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/**
 * The user's wish to stop.
 *
 * <p>At level 1 what runs is finished and nothing new begins; at level 2 what runs is cancelled.
 * Signal handlers call {@link #interrupt}; any number of runs may listen.
 */
public final class Interruption {
  private final CopyOnWriteArrayList<IntConsumer> listeners = new CopyOnWriteArrayList<>();
  private volatile int level;

  /** Asks to stop, or to stop at once if that was asked before. */
  public void interrupt() {
    int now;
    synchronized (this) {
      if (level == 2) {
        return;
      }
      now = level + 1;
      level = now;
      notifyAll();
    }
    listeners.forEach(listener -> listener.accept(now));
  }

  /** Reports whether nothing new may begin. */
  public boolean isStopping() {
    return level >= 1;
  }

  /** Reports whether what runs is to be cancelled. */
  public boolean isCancelled() {
    return level >= 2;
  }

  /** Returns 0, 1 or 2. */
  public int level() {
    return level;
  }

  /** Calls a listener at each further level; close what is returned to stop that. */
  public Subscription listen(IntConsumer listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Waits for that time or until that level is reached. */
  void await(int stopAt, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    synchronized (this) {
      long left = deadline - System.nanoTime();
      while (left > 0 && level < stopAt) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
        left = deadline - System.nanoTime();
      }
    }
  }

  /** A listener that can be taken away again. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
