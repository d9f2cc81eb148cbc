package dev.k3form.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers on a real PostgreSQL with mutual TLS, as in transcripts 07 and 11. */
class PostgresTest {

  @TempDir private Path directory;
  private PostgresMachine postgres;
  private Lab lab;
  private Lab.Box s1;
  private Lab.Box s2;

  @BeforeEach
  void start() throws Exception {
    postgres = PostgresMachine.start();
    lab = new Lab(directory);
    s1 = lab.box(11, "s1").config(config("sekret-2", "pw-1", "client"));
    s2 = lab.box(12, "s2").config(config("sekret-2", "pw-1", "client"));
  }

  @AfterEach
  void stop() throws Exception {
    if (lab != null) {
      lab.close();
    }
    if (postgres != null) {
      postgres.remove();
    }
  }

  private String[] config(String token, String password, String certificate) {
    return new String[] {
      "token: " + token,
      "datastore-endpoint: \"" + postgres.endpoint(password) + "\"",
      "datastore-cafile: " + postgres.file("ca.crt"),
      "datastore-certfile: " + postgres.file(certificate + ".crt"),
      "datastore-keyfile: " + postgres.file(certificate + ".key")
    };
  }

  @Test
  void serversShareADatabaseOverMutualTls() throws Exception {
    assertThat(s1.serve()).as(s1.log()).isEmpty();
    assertThat(s2.serve()).as(s2.log()).isEmpty();
    Lab.until("two nodes", () -> s2.nodes("True").equals(List.of("s1", "s2")));
    assertThat(s1.node("s1").toString()).doesNotContain("node-role.kubernetes.io/etcd");
    assertThat(s1.log())
        .contains(
            "failed to create database k3s: failed to connect to `user=k3s database=postgres`:"
                + " 127.0.0.1:")
        .contains(
            "(localhost): server error: FATAL: no pg_hba.conf entry for host \\\"127.0.0.1\\\"")
        .contains(
            "Database tables and indexes are up to date", "Kine available at unix://kine.sock");
    assertThat(
            postgres.psql(
                "SELECT count(*), bool_and(ssl), min(client_dn), max(client_dn) FROM"
                    + " pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE usename = 'k3s'"))
        .isEqualTo("6|t|/CN=k3s|/CN=k3s");
    assertThat(
            postgres.psql(
                "SELECT name FROM kine WHERE name LIKE '/bootstrap%' OR name = 'compact_rev_key'"
                    + " ORDER BY name"))
        .isEqualTo("/bootstrap/e60112b4d8e9\ncompact_rev_key");
    assertThat(postgres.psql("SELECT indexname FROM pg_indexes WHERE tablename = 'kine'").lines())
        .contains(
            "kine_name_index",
            "kine_name_id_index",
            "kine_id_deleted_index",
            "kine_prev_revision_index",
            "kine_name_prev_revision_uindex",
            "kine_list_query_index");
    assertThat(postgres.psql("SELECT encode(value, 'escape') FROM kine WHERE name LIKE '/boot%'"))
        .doesNotContain("BEGIN", "ServerCA");

    var s3 = lab.box(13, "s3").config(config("other", "pw-1", "client"));
    assertThat(s3.serve().orElseThrow().status()).isEqualTo(1);
    assertThat(s3.log())
        .contains("Closing database connections...")
        .contains(
            "level=fatal msg=\"Error: preparing server: failed to bootstrap cluster data:"
                + " bootstrap data already found and encrypted with different token\"");
  }

  private void waits(String words, String... config) throws Exception {
    s1.config(config);
    CompletableFuture<Optional<Exit>> start = s1.serving();
    Lab.until(
        words + " in " + s1.log(),
        () -> s1.log().split(java.util.regex.Pattern.quote(words), -1).length > 2);
    assertThat(start).isNotDone();
    s1.stop();
  }

  @Test
  void failuresAreRepeatedInTheWordsOfTheDriver() throws Exception {
    String ping =
        "Failed to ping database connection: failed to connect to `user=k3s database=k3s`: ";
    waits(
        "server error: FATAL: connection requires a valid client certificate (SQLSTATE 28000)",
        "token: sekret-2",
        "datastore-endpoint: \"" + postgres.endpoint("pw-1") + "\"",
        "datastore-cafile: " + postgres.file("ca.crt"));
    assertThat(s1.log()).contains(ping + "127.0.0.1:");
    waits(
        "FATAL: password authentication failed for user \\\"k3s\\\" (SQLSTATE 28P01)",
        config("sekret-2", "nope", "client"));
    assertThat(s1.log()).doesNotContain("nope");
    waits(
        "FATAL: password authentication failed for user \\\"k3s\\\" (SQLSTATE 28P01)",
        config("sekret-2", "pw-1", "wrong"));
    String[] foreign = config("sekret-2", "pw-1", "client");
    foreign[2] = "datastore-cafile: " + postgres.file("foreign-ca.crt");
    waits(
        "failed to write startup message: write failed: tls: failed to verify certificate: x509:"
            + " certificate signed by unknown authority",
        foreign);
    String[] name = config("sekret-2", "pw-1", "client");
    name[1] = name[1].replace("@localhost", "@127.0.0.1");
    waits(
        "tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1"
            + " because it doesn't contain any IP SANs",
        name);
    postgres.down();
    waits("connect: connection refused", config("sekret-2", "pw-1", "client"));
  }

  @Test
  void goesOnByItselfWhenTheDatabaseIsBack() throws Exception {
    assertThat(s1.serve()).as(s1.log()).isEmpty();
    assertThat(s1.admin("GET", "/readyz", "").text()).isEqualTo("ok");
    postgres.down();
    Lab.until("500", () -> s1.admin("GET", "/readyz", "").status() == 500);
    assertThat(s1.anonymous().get("/ping").status()).isEqualTo(200);
    assertThat(s1.end().get(20, TimeUnit.SECONDS).status()).isEqualTo(1);
    s1.stop();
    CompletableFuture<Optional<Exit>> again = s1.serving();
    Lab.until("refused", () -> s1.log().contains("dial error: dial tcp 127.0.0.1:"));
    assertThat(again).isNotDone();
    postgres.up();
    assertThat(again.get(30, TimeUnit.SECONDS)).as(s1.log()).isEmpty();
    assertThat(s1.admin("GET", "/readyz", "").text()).isEqualTo("ok");
  }
}
