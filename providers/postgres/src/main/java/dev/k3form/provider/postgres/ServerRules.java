package dev.k3form.provider.postgres;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import java.util.Set;

/** What must hold for a server's arguments beyond their types. */
final class ServerRules {
  private static final Set<String> OWN_ARGUMENTS =
      Set.of(
          "listen_addresses",
          "port",
          "ssl",
          "ssl_cert_file",
          "ssl_key_file",
          "ssl_ca_file",
          "ssl_min_protocol_version",
          "password_encryption",
          "hba_file",
          "ident_file",
          "config_file",
          "data_directory",
          "external_pid_file",
          "unix_socket_directories");
  private static final Set<String> FIXED =
      Set.of(
          "password_encryption",
          "hba_file",
          "ident_file",
          "config_file",
          "data_directory",
          "external_pid_file",
          "unix_socket_directories");

  private ServerRules() {}

  static void check(ConfigView config, ProblemSink problems) {
    config
        .number("port")
        .filter(port -> port < 1 || port > 65535)
        .ifPresent(
            port -> problems.error("port", port + " is not a port", "PostgreSQL's is 5432."));
    if (config.values().get("parameters").reveal() instanceof Value.MapOf(var _, var entries)) {
      entries.keySet().stream()
          .filter(OWN_ARGUMENTS::contains)
          .forEach(
              name ->
                  problems.error(
                      AttributePath.of("parameters").key(name),
                      "`" + name + "` is not among the further parameters",
                      FIXED.contains(name)
                          ? "Leave it out: k3form needs it as it is."
                          : "Use the argument or block of the resource instead."));
    }
    if (config.values().get("hba").reveal() instanceof Value.ListOf(var _, var rules)) {
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i).reveal() instanceof Value.Obj rule) {
          checkRule(config, rule, AttributePath.of("hba").element(i), problems);
        }
      }
    }
  }

  private static void checkRule(
      ConfigView config, Value.Obj rule, AttributePath path, ProblemSink problems) {
    boolean open = rule.get("type").reveal() instanceof Value.Unknown;
    boolean local = rule.get("type").reveal().equals(Value.str("local"));
    boolean address = !rule.get("address").isNull();
    if (local && address) {
      problems.error(
          path.attribute("address"),
          "a rule for local connections has no address",
          "Leave it out.");
    }
    if (!local && !open && !address) {
      problems.error(
          path, "the rule has no address", "Give the clients' addresses, such as \"10.0.0.0/24\".");
    }
    boolean certificate =
        !rule.get("clientcert").isNull() || rule.get("method").reveal().equals(Value.str("cert"));
    if (certificate && !open && !rule.get("type").reveal().equals(Value.str("hostssl"))) {
      problems.error(
          path.attribute("clientcert"),
          "only hostssl connections carry client certificates",
          "Make the type \"hostssl\".");
    }
    boolean authority =
        config.values().get("ssl").reveal() instanceof Value.Obj ssl
            && !ssl.get("ca_certificate_pem").isNull();
    if (certificate && !authority) {
      problems.error(
          path.attribute("clientcert"),
          "client certificates cannot be checked without an authority",
          "Give `ca_certificate_pem` in the ssl block; PostgreSQL would refuse every client.");
    }
  }
}
