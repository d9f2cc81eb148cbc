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
  /** What messages call the search for the cluster. */
  static final String FINDING = "find the PostgreSQL cluster";

  private static final String FIND =
      "pg_lsclusters -h 2>/dev/null | awk '$2 == \"main\" { print $1 }' | sort -V | tail -n 1";

  static Optional<Cluster> find(Host host) {
    Result result = host.exec(Command.script(FINDING, FIND));
    String version = result.stdout().strip();
    return version.isEmpty() ? Optional.empty() : Optional.of(new Cluster(version));
  }

  static Cluster need(Host host) throws ProviderException {
    return find(host)
        .orElseThrow(
            () ->
                new ProviderException(
                    host.spec().label()
                        + ": the package postgresql is installed and there is no cluster `main`",
                    "Look at `pg_lsclusters` on the machine; `pg_createcluster V main` makes"
                        + " one."));
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

  /** Returns where the pg_hba.conf that was there before ours waits for the resource's end. */
  String hbaBefore() {
    return directory() + "/pg_hba.conf.before-k3form";
  }

  /** Returns the file that says whether the cluster starts with the machine. */
  String startConf() {
    return directory() + "/start.conf";
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

  String unit() {
    return "postgresql@" + version + "-main";
  }

  /** Returns the Unix domain socket of a server that listens on a port. */
  static String socket(int port) {
    return "/var/run/postgresql/.s.PGSQL." + port;
  }
}
