package dev.k3form.state.postgres;

import dev.k3form.model.diagnostic.Diagnostic;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;

/** What goes wrong with the database of a state. */
final class DatabaseProblems {
  private static final String FAILED = "K3-0750";

  private DatabaseProblems() {}

  /** The settings cannot be used. */
  static Diagnostic settings(String why) {
    return Diagnostic.error(FAILED, "the state database cannot be used like this")
        .note(why + ".")
        .help("mend the `store` block of the configuration")
        .build();
  }

  /** There is no connection to the database. */
  static Diagnostic unreachable(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    Diagnostic.Builder out =
        Diagnostic.error(FAILED, "the state database cannot be reached")
            .note("The database said: " + e.getMessage());
    if (state.startsWith("28")) {
      out.note(
          "The user is `user` of the `store` block, or PGUSER; the password is"
              + " K3FORM_POSTGRES_PASSWORD, PGPASSWORD or that of ~/.pgpass. A client certificate"
              + " is `sslcert` with `sslkey`.");
    }
    if (isOfCertificates(e)) {
      out.note(
          "The server's certificate must be of the host in `url`, and signed by the authority in"
              + " `sslrootcert` or, without that, by one that this computer trusts.");
    }
    return out.help("see that the server runs and that the `store` block names it, then try again")
        .build();
  }

  /** Reports whether the server could not prove who it is, which no second try changes. */
  static boolean isOfCertificates(SQLException e) {
    if (String.valueOf(e.getMessage()).contains("hostnameverifier")) {
      return true;
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  /** The database does not do what was asked. */
  static Diagnostic failed(String what, String said) {
    return Diagnostic.error(FAILED, "the state database failed")
        .note("While k3form tried to " + what + ": " + said)
        .note("What was done so far is in the local journal.")
        .help("check the connection, then go on:\n  k3form apply")
        .build();
  }

  /** The user of the database has no right to what was asked. */
  static Diagnostic denied(String what, String said, PostgresSettings settings) {
    String user = settings.properties().getOrDefault("user", "USER");
    return Diagnostic.error(FAILED, "the state database refuses its user")
        .note("While k3form tried to " + what + ": " + said)
        .help(
            "let whoever owns it give the rights, for tables that are still to be made:\n"
                + "  GRANT CREATE ON DATABASE NAME TO "
                + user)
        .help(
            "or, for tables that another user made:\n  GRANT USAGE ON SCHEMA "
                + settings.schema()
                + " TO "
                + user
                + ";\n  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "
                + settings.schema()
                + " TO "
                + user)
        .build();
  }

  /** The tables are of a version that this one cannot read, or not of k3form at all. */
  static Diagnostic foreign(String schema, Optional<Integer> found, int known) {
    return Diagnostic.error("K3-0768", "these tables are not those of a state")
        .note(
            "The table `version` of the schema `"
                + schema
                + "` "
                + found
                    .map(n -> "says " + n + "; this k3form reads version " + known + ".")
                    .orElse("says no version of k3form's tables."))
        .note("Nothing was changed in the database.")
        .help(
            "if the schema is of something else, name another one in the `store` block:\n"
                + "  schema = \"k3form_state\"")
        .help("if it holds a state, bring the database back from a backup")
        .build();
  }

  /** The database was made by a later version of k3form. */
  static Diagnostic newer(int found, int known) {
    return Diagnostic.error("K3-0751", "the state database needs a newer k3form")
        .note("Its schema has version " + found + "; this k3form knows up to " + known + ".")
        .help("use the version of k3form that your colleagues use:\n  k3form version")
        .build();
  }
}
