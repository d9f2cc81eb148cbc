package dev.k3form.hosts.provider;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostSpec;
import dev.k3form.hosts.Hosts;
import java.time.Duration;

/** Machines over SSH. */
final class SshHostPool implements HostPool {
  private final Hosts hosts = new Hosts();

  @Override
  public Host connect(HostSpec spec) {
    return hosts.connect(spec);
  }

  @Override
  public Host connectWithin(HostSpec spec, Duration patience) {
    return hosts.connectWithin(spec, patience);
  }

  @Override
  public void close() {
    hosts.close();
  }
}
