package dev.k3form.hosts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pool of SSH connections: one per {@link HostSpec}, opened at its first use, shared by all
 * threads, closed with the pool.
 */
public final class Hosts implements AutoCloseable {
  private final Settings settings;
  private final LocalUser user;
  private final AtomicLong opened = new AtomicLong();
  private final Map<HostSpec, SshHost> hosts = new ConcurrentHashMap<>();

  public Hosts() {
    this(Settings.defaults(), LocalUser.current());
  }

  public Hosts(Settings settings, LocalUser user) {
    this.settings = settings;
    this.user = user;
  }

  /** Returns the host of a spec without contacting it. */
  public Host connect(HostSpec spec) {
    return host(spec);
  }

  /**
   * Connects to a host that may still be booting: keeps trying, ever more slowly, while nothing
   * answers. A wrong host key and a refused login fail at once.
   *
   * @throws HostException.Unreachable if no attempt succeeded within the time
   */
  public Host connectWithin(HostSpec spec, Duration patience) {
    SshHost host = host(spec);
    host.awaitConnection(patience);
    return host;
  }

  /** Returns how many connections were opened so far, jumps included. */
  public long connectionsOpened() {
    return opened.get();
  }

  /** Closes all connections; commands that still run on them end with an unknown outcome. */
  @Override
  public void close() {
    hosts.values().forEach(SshHost::close);
    hosts.clear();
  }

  private SshHost host(HostSpec spec) {
    Optional<SshHost> jump = spec.jump().map(this::host);
    return hosts.computeIfAbsent(
        spec,
        _ -> new SshHost(new SshConnector(spec, settings, user, jump, opened::incrementAndGet)));
  }
}
