package dev.k3form.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ConfigFilesTest {
  private static Server server(
      Map<String, String> parameters, @Nullable Ssl ssl, List<HbaRule> rules) {
    return new Server(
        HostConnection.of("10.0.0.5"),
        List.of("localhost", "10.0.0.5"),
        5432,
        parameters,
        ssl,
        rules,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void rendersParametersWithTheirQuotes() {
    Ssl ssl = new Ssl("cert", new SecretString("key"), "ca", "TLSv1.3");
    String text =
        ConfigFiles.config(
            server(Map.of("max_connections", "200", "log_line_prefix", "it's %m"), ssl, List.of()),
            "/etc/postgresql/15/main");
    assertThat(text.lines().skip(1))
        .containsExactly(
            "listen_addresses = 'localhost, 10.0.0.5'",
            "port = 5432",
            "password_encryption = 'scram-sha-256'",
            "ssl = on",
            "ssl_cert_file = '/etc/postgresql/15/main/k3form-server.crt'",
            "ssl_key_file = '/etc/postgresql/15/main/k3form-server.key'",
            "ssl_ca_file = '/etc/postgresql/15/main/k3form-ca.crt'",
            "ssl_min_protocol_version = TLSv1.3",
            "log_line_prefix = 'it''s %m'",
            "max_connections = 200");
    assertThat(text).doesNotContain("key\n");
  }

  @Test
  void keepsTheOrderOfTheRulesAndQuotesOddNames() {
    HbaRule first =
        new HbaRule(
            "hostssl",
            List.of("kine", "postgres"),
            List.of("k3s"),
            "10.0.0.1/32",
            "scram-sha-256",
            "verify-full",
            Map.of());
    HbaRule second =
        new HbaRule(
            "host",
            List.of("all"),
            List.of("odd name"),
            "all",
            "reject",
            null,
            Map.of("map", "a b"));
    assertThat(ConfigFiles.hba(List.of(first, second)).lines().toList())
        .endsWith(
            "hostssl kine,postgres k3s 10.0.0.1/32 scram-sha-256 clientcert=verify-full",
            "host all \"odd name\" all reject map=\"a b\"");
  }

  @Test
  void tellsWhatNeedsARestart() {
    String before = ConfigFiles.config(server(Map.of("work_mem", "8MB"), null, List.of()), "/d");
    String memory = ConfigFiles.config(server(Map.of("work_mem", "9MB"), null, List.of()), "/d");
    String more =
        ConfigFiles.config(
            server(Map.of("work_mem", "8MB", "max_connections", "9"), null, List.of()), "/d");
    assertThat(StartParameters.differ(before, memory)).isFalse();
    assertThat(StartParameters.differ(before, more)).isTrue();
  }
}
