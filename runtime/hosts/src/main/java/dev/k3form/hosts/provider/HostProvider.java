package dev.k3form.hosts.provider;

import dev.k3form.spi.Provider;
import dev.k3form.spi.SessionContext;

/**
 * A provider whose resource types live on machines and need nothing besides: each resource names
 * its machine, so there is nothing to configure.
 */
public interface HostProvider extends Provider<NoArguments, HostSession> {
  @Override
  default Class<NoArguments> configuration() {
    return NoArguments.class;
  }

  @Override
  default HostSession open(NoArguments configuration, SessionContext context) {
    return HostSession.open(context);
  }
}
