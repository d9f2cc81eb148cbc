package dev.k3form.provider.postgres;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.Content;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionBuilder;
import dev.k3form.hosts.UnitGoal;
import java.time.Duration;

/** The transaction that brings a server's files to the wanted state. */
final class ServerFiles {
  private static final String NAME = "k3form-postgres";
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(30);

  /**
   * Faults that the server sees in the files on disk, before it is told to read them: {@code
   * pg_hba_file_rules} and {@code pg_file_settings}. A parameter that needs a restart is no fault.
   */
  private static final String FAULTS =
      """
      select 'pg_hba.conf line ' || line_number || ': ' || error
        from pg_hba_file_rules where error is not null
      union all
      select sourcefile || ' line ' || sourceline || ': ' || coalesce(name, '') || ': ' || error
        from pg_file_settings
       where error is not null and error <> 'setting could not be applied'
      """;

  private ServerFiles() {}

  static Transaction install() {
    return Transaction.named(NAME).install("postgresql").build();
  }

  static Transaction write(Server planned, Cluster cluster, boolean restart) {
    UnitGoal unit = UnitGoal.of(cluster.unit()).enabled().running();
    TransactionBuilder builder =
        Transaction.named(NAME)
            .put(
                cluster.config(),
                Content.of(ConfigFiles.config(planned, cluster.directory())),
                new Attributes("0644", "postgres", "postgres"))
            .put(
                cluster.hba(),
                Content.of(ConfigFiles.hba(planned.hba())),
                new Attributes("0640", "postgres", "postgres"))
            .validateInPlace("sh", "-c", faults(cluster))
            .unit(restart ? unit.restartOnChange() : unit.reloadOnChange())
            .health(HEALTHY_WITHIN, "sh", "-c", cluster.psql() + " -c 'select 1' >/dev/null");
    Ssl ssl = planned.ssl();
    if (ssl != null) {
      builder
          .put(
              cluster.certificate(),
              Content.of(ssl.certificatePem()),
              new Attributes("0644", "postgres", "postgres"))
          .put(
              cluster.key(),
              Content.of(ssl.privateKeyPem().reveal()),
              new Attributes("0600", "postgres", "postgres"));
      if (ssl.caCertificatePem() != null) {
        builder.put(
            cluster.authority(),
            Content.of(ssl.caCertificatePem()),
            new Attributes("0644", "postgres", "postgres"));
      }
    }
    return builder.build();
  }

  /** A server that does not run cannot be asked; its start is the check then. */
  private static String faults(Cluster cluster) {
    return "systemctl is-active --quiet "
        + cluster.unit()
        + " || exit 0; out=$("
        + cluster.psql()
        + " -tA -c \""
        + FAULTS.replace("\n", " ")
        + "\") || exit 1; [ -z \"$out\" ] || { printf '%s\\n' \"$out\" >&2; exit 1; }";
  }

  static Transaction remove(Cluster cluster) {
    return Transaction.named(NAME)
        .remove(cluster.config())
        .remove(cluster.certificate())
        .remove(cluster.key())
        .remove(cluster.authority())
        .unit(UnitGoal.of(cluster.unit()).stopped().disabled())
        .build();
  }
}
