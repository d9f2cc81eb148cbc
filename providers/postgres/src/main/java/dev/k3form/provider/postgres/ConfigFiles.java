package dev.k3form.provider.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Renders the files of a server; pure. */
final class ConfigFiles {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.]+");
  private static final String HEADER =
      "# Written by k3form: changes made here are shown by the next plan and undone by the next"
          + " apply.\n";

  private ConfigFiles() {}

  /** Reports whether a file was written by k3form. */
  static boolean isOurs(String content) {
    return content.startsWith(HEADER);
  }

  /** Returns conf.d/90-k3form.conf; the directory stands for the cluster's. */
  static String config(Server server, String directory) {
    StringBuilder out = new StringBuilder(HEADER);
    parameters(server, directory)
        .forEach(
            (name, value) -> out.append(name).append(" = ").append(quoted(value)).append('\n'));
    return out.toString();
  }

  /** Returns the parameters that a server is given, in their order in the file. */
  static Map<String, String> parameters(Server server, String directory) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("listen_addresses", String.join(", ", server.listenAddresses()));
    lines.put("port", Integer.toString(server.port()));
    lines.put("password_encryption", "scram-sha-256");
    Ssl ssl = server.ssl();
    if (ssl != null) {
      lines.put("ssl", "on");
      lines.put("ssl_cert_file", directory + "/k3form-server.crt");
      lines.put("ssl_key_file", directory + "/k3form-server.key");
      lines.put("ssl_ca_file", ssl.caCertificatePem() == null ? "" : directory + "/k3form-ca.crt");
      lines.put("ssl_min_protocol_version", ssl.minProtocol());
    }
    lines.putAll(new TreeMap<>(server.parameters()));
    return lines;
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
  }

  /** Returns pg_hba.conf. */
  static String hba(List<HbaRule> rules) {
    StringBuilder out = new StringBuilder(HEADER);
    out.append("# The distribution's tools and k3form itself:\n");
    out.append("local all postgres peer\n");
    out.append("local all ").append(Manager.ROLE).append(" scram-sha-256\n");
    out.append("# The configuration's rules:\n");
    rules.forEach(rule -> out.append(rule.line()).append('\n'));
    return out.toString();
  }
}
