package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A held advisory lock and its signs of life, by which a broken connection is also noticed early.
 */
final class PostgresLock implements StateLock {
  private final PostgresLocking locking;
  private final LockInfo info;
  private final LockTiming timing;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread heart;

  PostgresLock(PostgresLocking locking, LockInfo info, LockTiming timing) {
    this.locking = locking;
    this.info = info;
    this.timing = timing;
    try {
      locking.beat(info);
    } catch (RuntimeException e) {
      locking.release();
      throw e;
    }
    this.heart = Thread.ofVirtual().name("k3form-lock-heartbeat").start(this::beats);
  }

  private void beats() {
    try {
      while (!end.await(timing.beat().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          locking.beat(info);
        } catch (StateException e) {
          // The server does not answer now. Whoever writes next finds out whether that matters.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void check() {
    if (!locking.beat(info)) {
      throw new StateException(
          StateProblems.lockLost(
              locking.name(), "the connection broke, and somebody else took it meanwhile"));
    }
  }

  @Override
  public void close() {
    end.countDown();
    try {
      heart.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    locking.release();
  }
}
