package dev.k3form.provider.postgres;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostException;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionBuilder;
import dev.k3form.hosts.UnitGoal;
import dev.k3form.hosts.provider.ServiceFailure;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transactions on a server's files.
 *
 * <p>PostgreSQL checks the new files where they are, before it is told to read them, and shows the
 * new certificate afterwards; otherwise the old files come back. A reload alone would tell nothing:
 * a server that refuses a file goes on with the old one and says so only in its log.
 */
final class ServerFiles {
  static final String NAME = "k3form-postgres";
  static final int LARGEST = 1 << 20;
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(20);
  private static final Attributes READABLE = new Attributes("0644", "postgres", "postgres");
  private static final Attributes PRIVATE = new Attributes("0600", "postgres", "postgres");
  private static final Attributes RULES = new Attributes("0640", "postgres", "postgres");

  private ServerFiles() {}

  static void install(Host host) throws ProviderException {
    try {
      host.apply(Transaction.named(NAME).install("postgresql").build());
    } catch (HostException.TransactionFailed e) {
      throw ServiceFailure.of(e, "PostgreSQL", "postgresql", "/etc/postgresql");
    }
  }

  static void start(Host host, Cluster cluster) throws ProviderException {
    apply(host, cluster, Transaction.named(NAME).unit(UnitGoal.of(cluster.unit()).running()));
  }

  static void write(Host host, Server planned, Cluster cluster, boolean restart)
      throws ProviderException {
    UnitGoal unit = UnitGoal.of(cluster.unit()).enabled().running();
    TransactionBuilder builder =
        Transaction.named(NAME)
            .put(
                cluster.config(),
                Content.of(ConfigFiles.config(planned, cluster.directory())),
                READABLE)
            .put(cluster.hba(), Content.of(ConfigFiles.hba(planned.hba())), RULES)
            .put(cluster.startConf(), Content.of("auto\n"), READABLE)
            .validateInPlace(ServerScript.argv("check", cluster))
            .unit(restart ? unit.restartOnChange() : unit.reloadOnChange());
    foundBefore(host, cluster)
        .ifPresent(content -> builder.put(cluster.hbaBefore(), content, RULES));
    List<String> loaded = new ArrayList<>(List.of(cluster.config(), cluster.hba()));
    Ssl ssl = planned.ssl();
    if (ssl == null) {
      builder.remove(cluster.certificate()).remove(cluster.key()).remove(cluster.authority());
    } else {
      builder
          .put(cluster.certificate(), Content.of(ssl.certificatePem()), READABLE)
          .put(cluster.key(), Content.of(ssl.privateKeyPem().reveal()), PRIVATE);
      loaded.add(cluster.certificate());
      loaded.add(cluster.key());
      if (ssl.caCertificatePem() == null) {
        builder.remove(cluster.authority());
      } else {
        builder.put(cluster.authority(), Content.of(ssl.caCertificatePem()), READABLE);
        loaded.add(cluster.authority());
      }
    }
    loaded.addFirst(ssl == null ? "" : Listening.place(planned));
    builder.health(
        HEALTHY_WITHIN, ServerScript.argv("health", cluster, loaded.toArray(String[]::new)));
    apply(host, cluster, builder);
  }

  /** Returns the pg_hba.conf that is not ours, if it has not been put aside yet. */
  private static Optional<Content> foundBefore(Host host, Cluster cluster) {
    var seen =
        host.inspect(Inspection.none().content(cluster.hba(), LARGEST).path(cluster.hbaBefore()));
    return !seen.path(cluster.hbaBefore()).exists()
            && seen.path(cluster.hba()) instanceof PathState.RegularFile file
        ? file.content().filter(content -> !ConfigFiles.isOurs(content.utf8()))
        : Optional.empty();
  }

  static void remove(Host host, Cluster cluster) throws ProviderException {
    TransactionBuilder builder =
        Transaction.named(NAME)
            .remove(cluster.config())
            .remove(cluster.certificate())
            .remove(cluster.key())
            .remove(cluster.authority())
            .put(cluster.startConf(), Content.of("manual\n"), READABLE)
            .unit(UnitGoal.of(cluster.unit()).stopped().disabled());
    if (host.inspect(Inspection.none().content(cluster.hbaBefore(), LARGEST))
            .path(cluster.hbaBefore())
        instanceof PathState.RegularFile file) {
      file.content().ifPresent(content -> builder.put(cluster.hba(), content, RULES));
      builder.remove(cluster.hbaBefore());
    }
    apply(host, cluster, builder);
  }

  private static void apply(Host host, Cluster cluster, TransactionBuilder builder)
      throws ProviderException {
    try {
      host.apply(builder.build());
    } catch (HostException.TransactionFailed e) {
      throw ServiceFailure.of(e, "PostgreSQL", cluster.unit(), cluster.directory());
    }
  }
}
