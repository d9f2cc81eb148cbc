package dev.k3form.provider.k3s;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the schema cannot say of a cluster. */
final class ClusterRules {
  private static final Pattern VERSION = Pattern.compile("v1\\.\\d+\\.\\d+(-rc\\d+)?\\+k3s\\d+");
  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
  private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_-]*");

  private ClusterRules() {}

  static void check(ConfigView config, ProblemSink problems) {
    refuse(
        config.string("version"),
        VERSION,
        problems,
        "version",
        "that is not an exact release of k3s",
        "Write for example \"v1.34.1+k3s1\".");
    refuse(
        config.string("name"),
        PLAIN_NAME,
        problems,
        "name",
        "the name of a cluster has small letters, digits, dots and hyphens",
        "Write for example \"prod\".");
    refuse(
        config.string("kubeconfig_mode"),
        MODE,
        problems,
        "kubeconfig_mode",
        "a mode has three or four octal digits",
        "Write for example \"0600\".");
    Optional<String> token = config.string("token");
    if (token.isPresent()
        && (token.get().isBlank() || Token.isMalformed(new SecretString(token.get())))) {
      problems.error(
          "token",
          "that is no token of k3s",
          "Write a password, or K10<64 digits>::server:<password>; leave it out to have one made.");
    }
    datastore(config, problems);
  }

  private static void datastore(ConfigView config, ProblemSink problems) {
    String datastore = config.string("datastore").orElse("");
    boolean given = config.isSet("datastore_postgres");
    if (datastore.equals("postgres") && !given) {
      problems.error(
          "datastore",
          "the datastore postgres needs a `datastore_postgres` block",
          "Add the block with host, database, user and certificates.");
    }
    if (!datastore.isEmpty() && !datastore.equals("postgres") && given) {
      problems.error(
          "datastore_postgres",
          "`datastore_postgres` goes with datastore = \"postgres\" only",
          "Remove the block, or choose postgres.");
    }
    servers(config, datastore, problems);
    if (config.values().get("datastore_postgres").reveal() instanceof Value.Obj block) {
      if (block.get("database").reveal() instanceof Value.Str(String name)
          && !DATABASE.matcher(name).matches()) {
        problems.error(
            AttributePath.of("datastore_postgres").attribute("database"),
            "the name of the database must be in lower case",
            "kine and PostgreSQL disagree on capitals; write for example \"kine\".");
      }
      Value certificate = block.get("certificate_pem");
      Value key = block.get("private_key_pem");
      if (certificate.isNull() != key.isNull()) {
        problems.error(
            "datastore_postgres",
            "certificate and private key come together",
            "Set both of certificate_pem and private_key_pem, or neither.");
      }
    }
  }

  private static void servers(ConfigView config, String datastore, ProblemSink problems) {
    if (!(config.values().get("servers").reveal() instanceof Value.ListOf list)) {
      return;
    }
    List<Value> servers = list.items();
    if (servers.isEmpty()) {
      problems.error("servers", "a cluster needs a server", "Write the addresses of the servers.");
    }
    List<Value> known = servers.stream().filter(Values::isWhollyKnown).toList();
    if (known.stream().distinct().count() < known.size()) {
      problems.error("servers", "an address stands there twice", "Write each address once.");
    }
    if (datastore.equals("embedded_etcd") && !servers.isEmpty() && servers.size() % 2 == 0) {
      problems.warning(
          AttributePath.of("servers"),
          servers.size() + " etcd servers bear no more failures than " + (servers.size() - 1),
          "Take an odd number: 3 bear the loss of one, 5 of two.");
    }
    if (datastore.equals("sqlite") && servers.size() > 1) {
      problems.error(
          "servers",
          "sqlite is for a single server",
          "Choose embedded_etcd or postgres for more than one.");
    }
  }

  private static void refuse(
      Optional<String> value,
      Pattern form,
      ProblemSink problems,
      String argument,
      String summary,
      String help) {
    if (value.isPresent() && !form.matcher(value.get()).matches()) {
      problems.error(argument, summary, help);
    }
  }
}
