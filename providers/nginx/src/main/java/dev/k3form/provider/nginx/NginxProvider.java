package dev.k3form.provider.nginx;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.NoArguments;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.util.List;

/** The provider {@code nginx}. */
public final class NginxProvider implements Provider<NoArguments, HostSession> {
  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public String doc() {
    return "nginx on Linux machines. Needs no configuration: the machine is an"
        + " argument of each resource.";
  }

  @Override
  public Class<NoArguments> configuration() {
    return NoArguments.class;
  }

  @Override
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(new NginxStreamType());
  }

  @Override
  public HostSession open(NoArguments configuration, SessionContext context) {
    return HostSession.open(context);
  }
}
