package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.LocalPostgres;
import dev.k3form.testkit.local.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State in a PostgreSQL server that must prove who it is, and may ask the same of its clients. */
final class PostgresTlsTest {
  private static final String AUTHORITY = "sslrootcert = \"tls/ca.crt\"";
  private static final String CLIENT = "sslcert = \"tls/client.crt\"\nsslkey = \"tls/client.key\"";

  @TempDir private Path directory;
  private Cli cli;
  private Path tls;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.with("PGPASSWORD", LocalPostgres.PASSWORD);
    cli.file("main.k3s", "resource \"k3form_data\" \"a\" {\n  input = \"x\"\n}\n");
    tls = Files.createDirectories(cli.work().resolve("tls"));
  }

  private void authority(String name) throws Exception {
    Programs.run(
        tls,
        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                + " -subj /CN=%1$s -keyout %1$s.key -out %1$s.crt")
            .formatted(name)
            .split(" "));
  }

  private void certificate(String name, String subject, String alternative) throws Exception {
    Programs.run(
        tls,
        ("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=%2$s"
                + " -keyout %1$s.key -out %1$s.csr")
            .formatted(name, subject)
            .split(" "));
    Files.writeString(tls.resolve("names"), "subjectAltName = " + alternative + "\n");
    Programs.run(
        tls,
        ("openssl x509 -req -in %1$s.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2"
                + " -extfile names -out %1$s.crt")
            .formatted(name)
            .split(" "));
  }

  private Cli.Result list(String address, String arguments) throws IOException {
    cli.file(
        "store.k3s",
        """
        k3form {
          store "postgres" {
            url     = "postgresql://%s"
            user    = "k3form"
            project = "shop"
            %s
          }
        }
        """
            .formatted(address, arguments));
    return cli.run("state", "list");
  }

  @Test
  void serverAndClientProveWhoTheyAre() throws Exception {
    Programs.need("openssl");
    authority("ca");
    authority("other");
    certificate("server", "db", "IP:127.0.0.2");
    certificate("client", "k3form", "DNS:client");
    certificate("stranger", "mallory", "DNS:client");
    try (LocalPostgres server = LocalPostgres.start()) {
      server.secure(
          tls, List.of("hostssl template1 all all cert", "hostssl postgres all all scram-sha-256"));
      String right = "127.0.0.2:" + server.port() + "/postgres";
      cli.run("init");
      assertThat(list(right, AUTHORITY).exit()).isZero();
      assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
      assertThat(list("127.0.0.2:1," + right, AUTHORITY).out()).contains("k3form_data.a");
      cli.with("PGSSLROOTCERT", "tls/ca.crt");
      assertThat(list(right, "").out()).contains("k3form_data.a");
      cli.with("PGSSLROOTCERT", "");

      assertThat(list(right, "").err()).contains("K3-0750", "`sslrootcert`");
      assertThat(list(right, "sslrootcert = \"tls/other.crt\"").err())
          .contains("K3-0750", "signed by", "`sslrootcert`");
      assertThat(list(right, AUTHORITY + "\nsslmode = \"require\"").err())
          .contains("K3-0750", "verify-full");
      assertThat(list(right + "?sslmode=disable", AUTHORITY).err())
          .contains("K3-0830", "settings in it");
      String loopback = "127.0.0.1:" + server.port() + "/postgres";
      assertThat(list(loopback, AUTHORITY + "\nsslmode = \"verify-full\"").err())
          .contains("K3-0750", "127.0.0.1", "of the host in `url`");
      assertThat(Logger.getLogger("org.postgresql.ssl").isLoggable(Level.SEVERE)).isFalse();

      Files.delete(cli.work().resolve(".k3form/store"));
      String strict = "127.0.0.2:" + server.port() + "/template1";
      assertThat(list(strict, AUTHORITY).err()).contains("valid client", "`sslcert`");
      assertThat(list(strict, AUTHORITY + "\nsslcert = \"tls/client.crt\"").err())
          .contains("belong together");
      assertThat(list(strict, CLIENT).err()).contains("verified by `sslrootcert`");
      assertThat(list(strict, AUTHORITY + "\n" + CLIENT.replace("client.", "stranger.")).err())
          .contains("K3-0750", "authentication failed");
      assertThat(list(strict, AUTHORITY + "\n" + CLIENT).err())
          .as("it is reached, and has not the state that this clone knows of")
          .contains("K3-0717");
    }
  }
}
