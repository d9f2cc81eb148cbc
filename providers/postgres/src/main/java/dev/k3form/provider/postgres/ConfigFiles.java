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
      "# Written by k3form: changes made here are shown by the next plan and undone by the next apply.\n";

  /** The role by which k3form manages a server. */
  static final String ADMIN = "k3form_admin";

  private ConfigFiles() {}

  /** Returns conf.d/90-k3form.conf; the directory stands for the cluster's. */
  static String config(Server server, String directory) {
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
    StringBuilder out = new StringBuilder(HEADER);
    lines.forEach(
        (name, value) -> out.append(name).append(" = ").append(quoted(value)).append('\n'));
    return out.toString();
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
  }

  /** Returns pg_hba.conf. */
  static String hba(List<HbaRule> rules) {
    StringBuilder out = new StringBuilder(HEADER);
    out.append("# The distribution's tools and k3form itself:\n");
    out.append("local all postgres peer\n");
    out.append("host all ").append(ADMIN).append(" 127.0.0.1/32 scram-sha-256\n");
    out.append("host all ").append(ADMIN).append(" ::1/128 scram-sha-256\n");
    out.append("# The configuration's rules:\n");
    rules.forEach(rule -> out.append(rule.line()).append('\n'));
    return out.toString();
  }
}
