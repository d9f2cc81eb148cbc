package dev.k3form.state.postgres;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.postgres.PostgresLocking.Standing;
import dev.k3form.state.store.Heartbeat;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A held advisory lock and its signs of life, by which a broken connection is also noticed early.
 *
 * <p>While the server does not answer, work goes on until others may take the lock. Where the
 * connection broke and the lock was had by somebody else before it was got again, nothing more is
 * begun: what is to be done was planned on another state. What was done already is still written,
 * merged with theirs.
 */
final class PostgresLock implements StateLock {
  /** A sign of life as old as this is not relied on before something is begun. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** How long a server that is away is waited for before the state is written. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PostgresLocking locking;
  private final LockInfo info;
  private final LockTiming timing;
  private final Heartbeat heartbeat;
  private final Object asking = new Object();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread heart;
  private long lastAsked = System.nanoTime();
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
    this.heartbeat = new Heartbeat(locking.name(), timing);
    this.heart = Thread.ofVirtual().name("k3form-lock-heartbeat").start(this::beats);
  }

  private void beats() {
    try {
      while (!end.await(heartbeat.pause().toMillis(), TimeUnit.MILLISECONDS)) {
        ask();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean beat() {
    long start = System.nanoTime();
    Standing standing;
    try {
      standing = locking.beat(info);
    } catch (StateException e) {
      heartbeat.missed(e);
      throw e;
    }
    hadByOther |= standing != Standing.HELD;
    if (standing != Standing.LOST) {
      heartbeat.heard(start);
    }
    return standing != Standing.LOST;
  }

  @Override
  public void listen(Consumer<Diagnostic> listener) {
    heartbeat.listen(listener);
  }

  /** Before the state is written: a server that is being started again is waited for. */
  @Override
  public void check() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        if (beat()) {
          return;
        }
      } catch (StateException e) {
        if (heartbeat.isExpired() || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
        continue;
      }
      throw lost();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException(DatabaseProblems.failed("check the lock", "interrupted"), e);
    }
  }

  /** Tries a sign of life; {@link #heartbeat} knows whether it got through. */
  private void ask() {
    try {
      beat();
    } catch (StateException e) {
      // It was told, and the work goes on until the lock expires.
    }
  }

  private StateException lost() {
    return new StateException(
        StateProblems.lockLost(
            locking.name(), "the connection broke, and somebody else took it meanwhile"));
  }

  /** The server gives the lock away as soon as it sees the connection end, without a word to us. */
  @Override
  public void checkBeforeWork() {
    Duration third = timing.expiry().dividedBy(3);
    Duration fresh = third.compareTo(FRESH) < 0 ? third : FRESH;
    if (heartbeat.silence().compareTo(fresh) > 0) {
      synchronized (asking) {
        if (System.nanoTime() - lastAsked > fresh.toNanos()) {
          ask();
          lastAsked = System.nanoTime();
        }
      }
    }
    if (hadByOther) {
      throw lost();
    }
    if (heartbeat.isExpired()) {
      throw new StateException(
          StateProblems.lockLost(
              locking.name(), "no sign of life got through for so long that others may have it"));
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
