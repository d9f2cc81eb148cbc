package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.postgres.PostgresLocking.Standing;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A held advisory lock and its signs of life, by which a broken connection is also noticed early.
 *
 * <p>Where the connection broke and the lock was had by somebody else before it was got again,
 * nothing more is begun: what is to be done was planned on another state. What was done already is
 * still written, merged with theirs.
 */
final class PostgresLock implements StateLock {
  /** A sign of life as old as this is not relied on before something is begun. */
  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  private final PostgresLocking locking;
  private final LockInfo info;
  private final LockTiming timing;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread heart;
  private volatile long lastBeat = System.nanoTime();
  private volatile long lastTry = lastBeat;
  private volatile boolean hadByOther;

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
          beat();
        } catch (StateException e) {
          // The server does not answer now. Whoever writes next finds out whether that matters.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean beat() {
    long start = System.nanoTime();
    Standing standing = locking.beat(info);
    hadByOther |= standing != Standing.HELD;
    if (standing != Standing.LOST) {
      lastBeat = start;
    }
    return standing != Standing.LOST;
  }

  @Override
  public void check() {
    if (!beat()) {
      throw lost();
    }
  }

  /** The server gives the lock away as soon as it sees the connection end, without a word to us. */
  private void ask() {
    try {
      beat();
    } catch (StateException e) {
      // It does not answer now; the work goes on until the lock expires.
    }
  }

  private StateException lost() {
    return new StateException(
        StateProblems.lockLost(
            locking.name(), "the connection broke, and somebody else took it meanwhile"));
  }

  @Override
  public void checkBeforeWork() {
    long now = System.nanoTime();
    if (now - lastBeat > timing.expiry().toNanos()) {
      check();
    } else if (now - lastBeat > FRESH && now - lastTry > FRESH) {
      lastTry = now;
      ask();
    }
    if (hadByOther) {
      throw lost();
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
