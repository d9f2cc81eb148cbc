package dev.k3form.testkit.host;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostSpec;
import dev.k3form.hosts.HostTrust;
import dev.k3form.hosts.Hosts;
import dev.k3form.hosts.provider.HostPool;
import dev.k3form.hosts.provider.HostSession;
import java.nio.file.Path;
import java.time.Duration;

/** A pool in which every connection leads to the same machine in memory, or to nowhere. */
public final class FakePool implements HostPool {
  private final FakeHost host;
  private final Hosts nowhere = new Hosts();
  private volatile boolean broken;

  /** Creates a pool of one machine. */
  public FakePool(FakeHost host) {
    this.host = host;
  }

  /** Returns a session on the pool. */
  public HostSession session() {
    return new HostSession(this, Path.of("."));
  }

  /** Makes every connection fail from now on, as a machine does that is switched off. */
  public void breakDown() {
    broken = true;
  }

  @Override
  public Host connect(HostSpec spec) {
    // Port 1 of loopback refuses: the failure is a real one.
    return broken
        ? nowhere.connect(HostSpec.root("127.0.0.1", HostTrust.userKnownHosts()).withPort(1))
        : host;
  }

  @Override
  public Host connectWithin(HostSpec spec, Duration patience) {
    return connect(spec);
  }

  @Override
  public void close() {
    nowhere.close();
  }
}
