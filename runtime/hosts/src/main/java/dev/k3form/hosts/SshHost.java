package dev.k3form.hosts;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * A host behind a shared SSH connection. A lost connection is opened anew once, and only for a
 * command that was not sent yet.
 */
final class SshHost implements Host {
  private final SshConnector connector;
  private final AtomicLong roundTrips = new AtomicLong();
  private final SharedConnection shared;
  private final Inspector inspector;
  private final ReentrantLock factsLock = new ReentrantLock();

  SshHost(SshConnector connector) {
    this.connector = connector;
    this.shared = new SharedConnection(connector);
    this.inspector = new Inspector(shared::live, this::run);
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
      return execOn(shared.live(), run);
    } catch (NotSent _) {
      return execAgain(run);
    }
  }

  private Result execAgain(SshCommand run) {
    try {
      return execOn(shared.live(), run);
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
    SshConnection connection = shared.live();
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
    return SshTunnel.open(this, shared.live(), address, port);
  }

  @Override
  public Tunnel openTunnel(String socketPath) {
    return SshTunnel.open(this, shared.live(), socketPath);
  }

  /** Opens a channel to an address as seen from this host, for a connection through it. */
  DirectConnection directChannel(String address, int port) throws IOException {
    return shared.live().client().newDirectConnection(address, port);
  }

  /** Keeps trying to connect while nothing answers. */
  void awaitConnection(Duration patience) {
    shared.await(patience);
  }

  void close() {
    shared.close();
  }
}
