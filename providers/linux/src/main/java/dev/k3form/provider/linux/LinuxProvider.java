package dev.k3form.provider.linux;

import dev.k3form.hosts.provider.HostProvider;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ResourceType;
import java.util.List;

/** The provider {@code linux}. */
public final class LinuxProvider implements HostProvider {
  @Override
  public String name() {
    return "linux";
  }

  @Override
  public String doc() {
    return "Machines that exist already, and files, packages and services on any machine. Needs no"
        + " configuration: the machine is an argument of each resource.";
  }

  @Override
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(
        new LinuxDirectoryType(),
        new LinuxFileType(),
        new LinuxHostType(),
        new LinuxHostsEntryType(),
        new LinuxPackageType(),
        new LinuxServiceType());
  }
}
