package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostSession;

/**
 * What the types of this provider work with: the machines, the releases, and which servers were
 * seen in this run.
 */
public final class K3sSession implements AutoCloseable {
  private final HostSession hosts;
  private final Releases releases;
  private final ServerRegistry servers = new ServerRegistry();

  K3sSession(HostSession hosts, Releases releases) {
    this.hosts = hosts;
    this.releases = releases;
  }

  HostSession hosts() {
    return hosts;
  }

  Releases releases() {
    return releases;
  }

  ServerRegistry servers() {
    return servers;
  }

  @Override
  public void close() {
    hosts.close();
  }
}
