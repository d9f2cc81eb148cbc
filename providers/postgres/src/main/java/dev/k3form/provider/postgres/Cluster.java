package dev.k3form.provider.postgres;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Result;
import dev.k3form.spi.ProviderException;
import java.util.Optional;

/**
 * Where a Debian cluster keeps its files (pg_lsclusters(1)): the cluster {@code main} of the newest
 * version that is installed.
 */
record Cluster(String version) {
  private static final String FIND =
      "pg_lsclusters -h 2>/dev/null | awk '$2 == \"main\" { print $1 }' | sort -V | tail -n 1";

  static Optional<Cluster> find(Host host) {
    Result result = host.exec(Command.script("find the PostgreSQL cluster", FIND));
    String version = result.stdout().strip();
    return version.isEmpty() ? Optional.empty() : Optional.of(new Cluster(version));
  }

  static Cluster need(Host host) throws ProviderException {
    return find(host)
        .orElseThrow(
            () ->
                new ProviderException(
                    "the package postgresql is installed and there is no cluster `main`",
                    "Look at `pg_lsclusters` on the machine; `pg_createcluster V main` makes one."));
  }

  String directory() {
    return "/etc/postgresql/" + version + "/main";
  }

  String config() {
    return directory() + "/conf.d/90-k3form.conf";
  }

  String hba() {
    return directory() + "/pg_hba.conf";
  }

  String certificate() {
    return directory() + "/k3form-server.crt";
  }

  String key() {
    return directory() + "/k3form-server.key";
  }

  String authority() {
    return directory() + "/k3form-ca.crt";
  }

  /** Returns psql as the superuser of the distribution, through the cluster's socket. */
  String psql() {
    return "runuser -u postgres -- psql --cluster "
        + version
        + "/main -X -q -v ON_ERROR_STOP=1 -d postgres";
  }

  String unit() {
    return "postgresql@" + version + "-main";
  }
}
