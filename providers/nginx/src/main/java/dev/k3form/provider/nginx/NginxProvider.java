package dev.k3form.provider.nginx;

import dev.k3form.hosts.provider.HostProvider;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ResourceType;
import java.util.List;

/** The provider {@code nginx}. */
public final class NginxProvider implements HostProvider {
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
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(new NginxStreamType());
  }
}
