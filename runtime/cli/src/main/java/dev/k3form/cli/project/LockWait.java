package dev.k3form.cli.project;

import dev.k3form.cli.terminal.Terminal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says on standard error that the lock is waited for, once that takes longer than a moment. */
final class LockWait implements AutoCloseable {
  private static final long MOMENT_MS = 1_500;

  private final CountDownLatch end = new CountDownLatch(1);

  private LockWait() {}

  static LockWait announced(Terminal terminal) {
    LockWait wait = new LockWait();
    Thread.ofVirtual().name("k3form-lock-wait").start(() -> wait.announce(terminal));
    return wait;
  }

  private void announce(Terminal terminal) {
    try {
      if (!end.await(MOMENT_MS, TimeUnit.MILLISECONDS)) {
        terminal.err().println("Waiting for the lock of the state ...");
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
