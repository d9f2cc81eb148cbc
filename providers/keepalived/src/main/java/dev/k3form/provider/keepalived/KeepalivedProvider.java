package dev.k3form.provider.keepalived;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.NoArguments;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.util.List;

/** The provider {@code keepalived}. */
public final class KeepalivedProvider implements Provider<NoArguments, HostSession> {
  @Override
  public String name() {
    return "keepalived";
  }

  @Override
  public String doc() {
    return "Virtual addresses on Linux machines by VRRP. Needs no configuration: the machine is an"
        + " argument of each resource.";
  }

  @Override
  public Class<NoArguments> configuration() {
    return NoArguments.class;
  }

  @Override
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(new KeepalivedConfigType());
  }

  @Override
  public HostSession open(NoArguments configuration, SessionContext context) {
    return HostSession.open(context);
  }
}
