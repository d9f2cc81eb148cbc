package dev.k3form.hosts.provider;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostSpec;
import java.time.Duration;

/**
 * The machines of one run, shared by all providers, so that each machine has one connection.
 *
 * <p>Providers ask for it under this type by {@link dev.k3form.spi.SessionContext#shared}; tests
 * put machines of their own there.
 */
public interface HostPool extends AutoCloseable {
  /** Returns a machine without contacting it. */
  Host connect(HostSpec spec);

  /** Returns a machine that answers, after waiting for it if it is still booting. */
  Host connectWithin(HostSpec spec, Duration patience);

  @Override
  void close();
}
