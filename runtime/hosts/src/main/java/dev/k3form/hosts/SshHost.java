package dev.k3form.hosts;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * A host behind a shared SSH connection. Threads that need the connection while it is being opened
 * wait for the same attempt and share its failure; a lost connection is opened anew once, and only
 * for a command that was not sent yet.
 */
final class SshHost implements Host {
  private final SshConnector connector;
  private final AtomicLong roundTrips = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<SshConnection> current;
  private boolean closed;
  private final Inspector inspector = new Inspector(this::connection, this::run);
  private final ReentrantLock factsLock = new ReentrantLock();

  SshHost(SshConnector connector) {
    this.connector = connector;
  }

  @Override
  public HostSpec spec() {
    return connector.spec();
  }

  @Override
  public long roundTrips() {
    return roundTrips.get();
  }

  @Override
  public Result exec(Command command) {
    var run = new SshCommand(spec(), command, CommandLine.of(command, spec().sudo()));
    try {
      return execOn(connection(), run);
    } catch (NotSent _) {
      return execAgain(run);
    }
  }

  private Result execAgain(SshCommand run) {
    try {
      return execOn(connection(), run);
    } catch (NotSent e) {
      throw new HostException.Unreachable(
          spec(), "open a channel", SshConnection.said(e.cause), e.cause);
    }
  }

  /** No channel could be opened, so the host knows nothing of the command. */
  private static final class NotSent extends Exception {
    private final IOException cause;

    private NotSent(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private Result execOn(SshConnection connection, SshCommand run) throws NotSent {
    try {
      connection.acquireChannel();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted before the command was sent");
    }
    try {
      Session session = connection.startSession();
      roundTrips.incrementAndGet();
      try {
        return run.run(connection, session);
      } finally {
        // Closing waits for the other side, which may take as long as a program that goes on there.
        Thread.ofVirtual().start(() -> closeQuietly(session));
      }
    } catch (IOException e) {
      connection.markLost();
      throw new NotSent(e);
    } finally {
      connection.releaseChannel();
    }
  }

  private static void closeQuietly(Session session) {
    try {
      session.close();
    } catch (IOException _) {
      // A channel of a lost connection cannot be closed, and need not be.
      return;
    }
  }

  @Override
  public Facts facts() {
    SshConnection connection = connection();
    factsLock.lock();
    try {
      Facts known = connection.facts();
      if (known == null) {
        known = FactsProtocol.parse(run(FactsProtocol.command()).stdout());
        connection.remember(known);
      }
      return known;
    } finally {
      factsLock.unlock();
    }
  }

  @Override
  public Observation inspect(Inspection inspection) {
    return inspector.inspect(inspection);
  }

  @Override
  public TransactionResult apply(Transaction transaction) {
    return TransactionProtocol.apply(this, transaction, connector.settings().stateDirectory());
  }

  @Override
  public Tunnel openTunnel(String address, int port) {
    return SshTunnel.open(this, connection(), address, port);
  }

  /** Opens a channel to an address as seen from this host, for a connection through it. */
  DirectConnection directChannel(String address, int port) throws IOException {
    return connection().client().newDirectConnection(address, port);
  }

  /** Keeps trying to connect while nothing answers. */
  void awaitConnection(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = 200;
    while (true) {
      try {
        var _ = connection();
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
  private SshConnection connection() {
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
    return attempt.state() == java.util.concurrent.Future.State.SUCCESS
        && attempt.resultNow().usable();
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
      if (current != null && current.state() == java.util.concurrent.Future.State.SUCCESS) {
        current.resultNow().markLost();
      }
    } finally {
      lock.unlock();
    }
  }
}
