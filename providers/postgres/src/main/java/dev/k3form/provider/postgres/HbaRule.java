package dev.k3form.provider.postgres;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of pg_hba.conf; the first that matches a connection decides.
 *
 * @see <a href="https://www.postgresql.org/docs/current/auth-pg-hba-conf.html">the manual</a>
 */
record HbaRule(
    @Argument(
            doc = "Kind of connection.",
            oneOf = {"local", "host", "hostssl", "hostnossl"},
            effect = Effect.RELOAD,
            example = "\"hostssl\"")
        String type,
    @Argument(
            doc = "Databases, or all, sameuser, samerole, replication.",
            effect = Effect.RELOAD,
            example = "[\"kine\"]")
        List<String> databases,
    @Argument(doc = "Roles, or all.", effect = Effect.RELOAD, example = "[\"k3s\"]")
        List<String> users,
    @Argument(
            doc = "Clients' addresses in CIDR form, or all, samehost, samenet; not for local.",
            effect = Effect.RELOAD,
            example = "\"10.0.0.0/24\"")
        @Nullable String address,
    @Argument(
            doc = "How they prove who they are.",
            oneOf = {
              "trust",
              "reject",
              "scram-sha-256",
              "md5",
              "password",
              "gss",
              "sspi",
              "ident",
              "peer",
              "ldap",
              "radius",
              "cert",
              "pam"
            },
            effect = Effect.RELOAD,
            example = "\"scram-sha-256\"")
        String method,
    @Argument(
            doc = "Whether a client certificate is demanded besides: its chain, or its name too.",
            oneOf = {"verify-ca", "verify-full"},
            effect = Effect.RELOAD,
            example = "\"verify-full\"")
        @Nullable String clientcert,
    @Argument(doc = "Further options of the method.", defaultValue = "{}", effect = Effect.RELOAD)
        Map<String, String> options) {

  /** Returns the line; words that the file would read otherwise are quoted. */
  String line() {
    StringBuilder out = new StringBuilder(type);
    out.append(' ').append(words(databases)).append(' ').append(words(users));
    if (address != null) {
      out.append(' ').append(address);
    }
    out.append(' ').append(method);
    if (clientcert != null) {
      out.append(" clientcert=").append(clientcert);
    }
    options.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> out.append(' ').append(e.getKey()).append('=').append(word(e.getValue())));
    return out.toString();
  }

  private static String words(List<String> words) {
    return words.stream().map(HbaRule::word).collect(Collectors.joining(","));
  }

  private static String word(String word) {
    return word.matches("[A-Za-z0-9_.+/-]+") ? word : '"' + word.replace("\"", "\"\"") + '"';
  }

  boolean needsClientCertificate() {
    return clientcert != null || method.equals("cert");
  }
}
