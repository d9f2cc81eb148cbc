package dev.k3form.provider.keepalived;

import dev.k3form.hosts.provider.HostProvider;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ResourceType;
import java.util.List;

/** The provider {@code keepalived}. */
public final class KeepalivedProvider implements HostProvider {
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
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(new KeepalivedConfigType());
  }
}
