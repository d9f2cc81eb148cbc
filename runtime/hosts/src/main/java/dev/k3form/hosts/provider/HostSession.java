package dev.k3form.hosts.provider;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostException;
import dev.k3form.hosts.HostSpec;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.SessionContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What resource types that live on machines work with.
 *
 * <p>Failures of a machine come out as {@link ProviderException}; those of the way to it are blamed
 * on the argument {@code host}. Closing a session leaves the connections open: they belong to the
 * run.
 */
public final class HostSession implements AutoCloseable {
  /** How long a machine that was just made may take until its SSH server answers. */
  private static final Duration BOOT = Duration.ofSeconds(60);

  private final HostPool pool;
  private final Path directory;
  private final Map<Place, ReentrantLock> locks = new ConcurrentHashMap<>();

  private record Place(HostSpec host, String what) {}

  /** Creates a session on a pool; relative paths are read against the directory. */
  public HostSession(HostPool pool, Path directory) {
    this.pool = pool;
    this.directory = directory;
  }

  /** Opens a session on the pool of the run. Contacts nobody. */
  public static HostSession open(SessionContext context) {
    return new HostSession(context.shared(HostPool.class, SshHostPool::new), context.directory());
  }

  /** Something done on a machine. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; failures of the machine may pass as they are. */
    T on(Host host) throws ProviderException;
  }

  /** Does something on a machine that is there. */
  public <T> T on(HostConnection connection, Work<T> work) throws ProviderException {
    HostSpec spec = spec(connection);
    return guarded(() -> pool.connect(spec), work);
  }

  /** Does something on a machine that may still be booting. */
  public <T> T onFresh(HostConnection connection, Work<T> work) throws ProviderException {
    HostSpec spec = spec(connection);
    return guarded(() -> pool.connectWithin(spec, BOOT), work);
  }

  /**
   * Does something on a machine while nobody else in this session works on the same thing there:
   * for files that several resources share.
   */
  public <T> T exclusively(HostConnection connection, String what, Work<T> work)
      throws ProviderException {
    ReentrantLock lock =
        locks.computeIfAbsent(new Place(spec(connection), what), _ -> new ReentrantLock());
    lock.lock();
    try {
      return on(connection, work);
    } finally {
      lock.unlock();
    }
  }

  private static <T> T guarded(Supplier<Host> host, Work<T> work) throws ProviderException {
    try {
      return work.on(host.get());
    } catch (HostException e) {
      throw HostFailures.translate(e);
    } catch (CancellationException e) {
      throw new ProviderException(
          ProviderException.Kind.CANCELLED, String.valueOf(e.getMessage()), e, "", List.of());
    }
  }

  private HostSpec spec(HostConnection connection) throws ProviderException {
    try {
      return HostSpecs.of(connection, directory);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          ProviderException.Kind.PERMANENT,
          "the connection to " + connection.address() + " makes no sense: " + e.getMessage(),
          e,
          "host",
          List.of());
    }
  }

  @Override
  public void close() {}
}
