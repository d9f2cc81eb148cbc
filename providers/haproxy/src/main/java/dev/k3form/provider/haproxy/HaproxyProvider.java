package dev.k3form.provider.haproxy;

import dev.k3form.hosts.provider.HostProvider;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ResourceType;
import java.util.List;

/** The provider {@code haproxy}. */
public final class HaproxyProvider implements HostProvider {
  @Override
  public String name() {
    return "haproxy";
  }

  @Override
  public String doc() {
    return "HAProxy load balancers on Linux machines. Needs no configuration: the machine is an"
        + " argument of each resource.";
  }

  @Override
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(new HaproxyConfigType());
  }
}
