package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server on a machine, from the distribution's package. */
@Resource(
    value = "postgres_server",
    doc =
        "A PostgreSQL server on a Debian or Ubuntu machine, from the distribution's package. k3form"
            + " owns pg_hba.conf and a file of its own in conf.d; postgresql.conf stays as it is."
            + " Destroying it stops the server and puts back the pg_hba.conf that was there; the"
            + " data stay.",
    example =
        """
        resource "postgres_server" "db" {
          host             = linux_host.db.ssh
          listen_addresses = ["localhost", "10.0.0.5"]
          parameters = {
            max_connections = "200"
          }
          hba {
            type      = "hostssl"
            databases = ["kine"]
            users     = ["k3s"]
            address   = "10.0.0.0/24"
            method    = "scram-sha-256"
          }
        }
        """)
record Server(
    @Argument(doc = "The machine.", example = "proxmox_vm.db.ssh") HostConnection host,
    @Argument(
            doc = "Addresses that it listens on; an empty list for its Unix domain socket alone.",
            defaultValue = "[\"localhost\"]",
            effect = Effect.RESTART,
            example = "[\"localhost\", \"10.0.0.5\"]")
        List<String> listenAddresses,
    @Argument(doc = "Port.", defaultValue = "5432", effect = Effect.RESTART) int port,
    @Argument(
            doc = "Further parameters of postgresql.conf, in its own words.",
            defaultValue = "{}",
            example = "{ max_connections = \"200\" }")
        Map<String, String> parameters,
    @Block(doc = "TLS; without it the distribution's self-signed certificate stays.")
        @Nullable Ssl ssl,
    @Block(doc = "Rules of pg_hba.conf, in order, after the one that k3form needs itself.")
        List<HbaRule> hba,
    @Computed(doc = "Major version that is installed.") @Nullable String version,
    @Computed(doc = "Content of conf.d/90-k3form.conf.") @Nullable String configContent,
    @Computed(doc = "Content of pg_hba.conf.") @Nullable String hbaContent,
    @Computed(doc = "Whether the server runs with these files.") @Nullable Boolean running,
    @Computed(
            doc =
                "Parameters that the server takes from elsewhere, such as ALTER SYSTEM, though they"
                    + " stand in the file; applying resets them.")
        @Nullable List<String> overridden,
    @Computed(doc = "How roles and databases are managed.") @Nullable ServerConnection connection) {

  /** Returns what was read of the files; the connection is as it was. */
  Server found(
      String newVersion,
      String newConfig,
      @Nullable String newHba,
      boolean nowRunning,
      List<String> nowOverridden,
      @Nullable Ssl newSsl) {
    return new Server(
        host,
        listenAddresses,
        port,
        parameters,
        newSsl,
        hba,
        newVersion,
        newConfig,
        newHba,
        nowRunning,
        nowOverridden,
        connection);
  }

  Server connectedBy(@Nullable ServerConnection newConnection) {
    return new Server(
        host,
        listenAddresses,
        port,
        parameters,
        ssl,
        hba,
        version,
        configContent,
        hbaContent,
        running,
        overridden,
        newConnection);
  }
}
