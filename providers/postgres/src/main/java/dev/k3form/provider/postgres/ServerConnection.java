package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.SecretString;

/**
 * How roles and databases of a server are managed: the value of {@code
 * postgres_server.….connection}.
 *
 * <p>The SQL connection goes through the machine's SSH connection to the server's Unix domain
 * socket, as a superuser of k3form's own whose password only the state knows.
 */
record ServerConnection(
    @Argument(doc = "The machine.") HostConnection host,
    @Argument(doc = "Port of the server.", defaultValue = "5432") int port,
    @Argument(doc = "Role that manages.") String user,
    @Argument(doc = "Its password.") SecretString password) {}
