package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostProvider;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ResourceType;
import java.util.List;

/** The provider {@code postgres}: it needs no configuration; each resource names its machine. */
public final class PostgresProvider implements HostProvider {
  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String doc() {
    return "PostgreSQL servers on Debian and Ubuntu machines, their roles and databases.";
  }

  @Override
  public List<ResourceType<?, HostSession>> resourceTypes() {
    return List.of(new ServerType(), new RoleType(), new DatabaseType());
  }
}
