package dev.k3form.hosts;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to a host. Threads that need it while it is being opened wait for the same
 * attempt and share its failure; the next call after that tries anew.
 */
final class SharedConnection {
  private final SshConnector connector;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<SshConnection> current;
  private boolean closed;

  SharedConnection(SshConnector connector) {
    this.connector = connector;
  }

  /** Keeps trying to connect while nothing answers. */
  void await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = 200;
    while (true) {
      try {
        var _ = live();
        return;
      } catch (HostException.Unreachable e) {
        if (System.nanoTime() + Duration.ofMillis(pause).toNanos() > deadline) {
          throw e;
        }
      }
      sleep(pause);
      pause = Math.min(pause * 3 / 2, 3000);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for the host");
    }
  }

  /** Returns the live connection, opening it where there is none. */
  SshConnection live() {
    CompletableFuture<SshConnection> attempt;
    boolean mine = false;
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the pool of connections is closed");
      }
      attempt = current;
      if (attempt == null || (attempt.isDone() && !usable(attempt))) {
        attempt = new CompletableFuture<>();
        current = attempt;
        mine = true;
      }
    } finally {
      lock.unlock();
    }
    if (mine) {
      try {
        attempt.complete(connector.open());
      } catch (RuntimeException | Error e) {
        attempt.completeExceptionally(e);
      }
    }
    return await(attempt);
  }

  private static boolean usable(CompletableFuture<SshConnection> attempt) {
    return attempt.state() == Future.State.SUCCESS && attempt.resultNow().usable();
  }

  private static SshConnection await(CompletableFuture<SshConnection> attempt) {
    try {
      return attempt.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while connecting");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HostException failure) {
        throw failure;
      }
      throw new IllegalStateException("connecting failed", e.getCause());
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (current != null && current.state() == Future.State.SUCCESS) {
        current.resultNow().markLost();
      }
    } finally {
      lock.unlock();
    }
  }
}
