package dev.k3form.state.git;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.store.Heartbeat;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A held ref lock and its heartbeat.
 *
 * <p>It is lost when the ref is not where this holder left it, or when no beat got through for the
 * time after which others may take it over.
 */
final class RefLock implements StateLock {
  private final RefLocking locking;
  private final LockInfo info;
  private final ReentrantLock guard = new ReentrantLock();
  private final Condition ending = guard.newCondition();
  private final Thread heart;

  private String commit;
  private String tried;
  private final Heartbeat heartbeat;
  private volatile boolean lost;
  private boolean closed;

  RefLock(RefLocking locking, LockInfo info, String commit, LockTiming timing) {
    this.locking = locking;
    this.info = info;
    this.commit = commit;
    this.tried = commit;
    this.heartbeat = new Heartbeat(locking.name(), timing);
    this.heart = Thread.ofVirtual().name("k3form-lock-heartbeat").start(this::beat);
  }

  private void beat() {
    guard.lock();
    try {
      while (!closed && !lost) {
        if (ending.await(heartbeat.pause().toMillis(), TimeUnit.MILLISECONDS) || closed) {
          continue;
        }
        try {
          lost = !move();
        } catch (StateException e) {
          // The remote does not answer: try again at the next beat, until the lock has expired.
          heartbeat.missed(e);
          lost = heartbeat.isExpired();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      guard.unlock();
    }
  }

  /** Moves the ref on; false if it is where only somebody else can have put it. */
  private boolean move() {
    long start = System.nanoTime();
    String earlier = tried;
    tried = locking.commit(info, "");
    if (locking.push(commit, tried)) {
      commit = tried;
    } else {
      String at = locking.at(); // the remote may have moved it although its answer was lost
      if (!List.of(commit, earlier, tried).contains(at)) {
        return false;
      }
      commit = at;
    }
    if (commit.equals(tried)) {
      heartbeat.heard(start);
    }
    return true;
  }

  @Override
  public void listen(Consumer<Diagnostic> listener) {
    heartbeat.listen(listener);
  }

  @Override
  public void check() {
    if (lost || heartbeat.isExpired()) {
      throw new StateException(
          StateProblems.lockLost(locking.name(), "another run took it over, or it expired"));
    }
  }

  @Override
  public void close() {
    guard.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      ending.signalAll();
      if (!lost) {
        locking.drop(commit);
        if (!tried.equals(commit)) {
          locking.drop(tried);
        }
      }
    } finally {
      guard.unlock();
    }
    try {
      heart.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
