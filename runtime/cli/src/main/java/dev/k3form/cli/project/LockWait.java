package dev.k3form.cli.project;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has it said that the state's lock is waited for, once that takes longer than a moment. */
final class LockWait implements AutoCloseable {
  private static final long MOMENT_MS = 1_500;

  private final CountDownLatch end = new CountDownLatch(1);

  private LockWait() {}

  static LockWait announced(Runnable saying) {
    LockWait wait = new LockWait();
    Thread.ofVirtual().name("k3form-lock-wait").start(() -> wait.announce(saying));
    return wait;
  }

  private void announce(Runnable saying) {
    try {
      if (!end.await(MOMENT_MS, TimeUnit.MILLISECONDS)) {
        saying.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
  }
}
