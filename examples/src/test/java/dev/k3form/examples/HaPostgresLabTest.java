package dev.k3form.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.examples.ClusterApi.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster on PostgreSQL on real machines, in a lab of its own: applied from nothing, its database
 * asked who is connected and how, changed, destroyed.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HaPostgresLabTest {
  private static final String NETWORK = "10.84.8.";
  private static final String DATABASE = "240";
  private static final List<String> SERVERS = List.of("211", "212");
  private static final String PASSWORD = "lab-only-password";
  private static final String SESSIONS =
      "select host(client_addr) || ' ' || coalesce(client_dn, 'nobody') from pg_stat_activity"
          + " join pg_stat_ssl using (pid) where usename = 'k3s'";

  /** The start of PostgreSQL's protocol: version 3, user k3s, database kine. */
  private static final String HELLO =
      "printf"
          + " '\\000\\000\\000\\040\\000\\003\\000\\000user\\000k3s\\000database\\000kine\\000\\000'";

  @TempDir private static Path temporary;
  private final ExampleLab lab = new ExampleLab("hapgtest", NETWORK, 18452);
  private Example example;

  @BeforeAll
  void bringUp() throws Exception {
    example = lab.upWithStandIn("ha-postgres-mtls", temporary);
  }

  @AfterAll
  void takeDown() throws Exception {
    lab.down();
  }

  @Test
  @Order(1)
  void oneApplyMakesAClusterThatIsReadyThroughNginx() throws Exception {
    long begun = System.nanoTime();
    example.run("apply", "-auto-approve").mustSucceed();
    ClusterApi api =
        ClusterApi.of(example.runPlain("output", "-raw", "kubeconfig").mustSucceed().out());
    assertThat(api.server()).isEqualTo("https://" + NETWORK + "241:6443");
    assertThat(api.awaitReady(3, Duration.ofMinutes(2)))
        .extracting(Node::name)
        .containsExactlyInAnyOrder("server-01", "server-02", "agent-01");
    System.err.println("Ready after " + Duration.ofNanos(System.nanoTime() - begun));
  }

  @Test
  @Order(2)
  void theSecondPlanIsEmpty() {
    long begun = System.nanoTime();
    assertThat(example.run("plan", "-detailed-exitcode").mustSucceed().out())
        .contains("Nothing to do");
    System.err.println("the second plan took " + Duration.ofNanos(System.nanoTime() - begun));
  }

  @Test
  @Order(3)
  void everySessionOfK3sShowsItsCertificate() throws Exception {
    List<String> sessions = psql(SESSIONS).lines().toList();
    for (String server : SERVERS) {
      assertThat(sessions).contains(NETWORK + server + " /CN=k3s");
    }
    assertThat(sessions).allMatch(line -> line.endsWith(" /CN=k3s"));
  }

  @Test
  @Order(4)
  void withoutTheCertificatePostgresRefusesTheSameMachine() throws Exception {
    String connect =
        "("
            + HELLO
            + "; sleep 1) | sudo openssl s_client -quiet -starttls postgres"
            + " -verify_return_error -CAfile /etc/rancher/k3s/k3form-datastore-ca.crt"
            + " -connect "
            + NETWORK
            + DATABASE
            + ":5432 %s 2>/dev/null | tr '\\000' ' '";
    String files = "/etc/rancher/k3s/k3form-datastore-client";
    assertThat(ssh("211", connect.formatted("")))
        .contains("connection requires a valid client certificate");
    assertThat(ssh("211", connect.formatted("-cert " + files + ".crt -key " + files + ".key")))
        .as("with the certificate it goes on to ask for the password")
        .contains("SCRAM-SHA-256");
  }

  /** A certificate's renewal reaches PostgreSQL without ending a connection. */
  @Test
  @Order(5)
  void aNewCertificateOfTheDatabaseIsAReload() throws Exception {
    String started = psql("select pg_postmaster_start_time()");
    example.replacing(
        "certificates.k3s",
        "dns_names          = [local.db_name]",
        "dns_names          = [local.db_name, \"database.lab.test\"]");
    Example.Result plan = example.run("plan", "-detailed-exitcode");
    assertThat(plan.exit()).as(plan.out() + plan.err()).isEqualTo(2);
    assertThat(plan.out())
        .contains("postgres_server.db  will be updated in place")
        .contains("connections live on")
        .doesNotContain("~ config_content")
        .contains("Plan: 2 to update.");
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(
            ssh(
                DATABASE,
                "openssl s_client -starttls postgres -connect 127.0.0.1:5432 </dev/null 2>/dev/null"
                    + " | openssl x509 -noout -ext subjectAltName"))
        .contains("DNS:database.lab.test");
    assertThat(psql("select pg_postmaster_start_time()")).isEqualTo(started);
  }

  @Test
  @Order(6)
  void thePasswordIsNowhereInClear() throws Exception {
    try (Stream<Path> files = Files.walk(example.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("lab.k3svars")) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(PASSWORD);
        }
      }
    }
    // The pattern does not match the line that sudo logs of itself.
    String pattern = "lab-only-passwor[d]";
    assertThat(ssh(DATABASE, "sudo grep -rls '" + pattern + "' /etc /var/log /var/lib || true"))
        .isEmpty();
    for (String server : SERVERS) {
      assertThat(
              ssh(server, "sudo grep -rls '" + pattern + "' /etc /var/log | xargs -r stat -c %a"))
          .as("only files that are root's")
          .matches("(600\\n?)*");
      assertThat(ssh(server, "sudo ps axww | grep -c '" + pattern + "' || true")).isEqualTo("0");
    }
  }

  @Test
  @Order(7)
  void destroyLeavesNoMachine() throws Exception {
    example.run("destroy", "-auto-approve").mustSucceed();
    assertThat(lab.machines()).isEmpty();
    assertThat(example.runPlain("state", "list").out()).isEmpty();
  }

  private String psql(String sql) throws IOException, InterruptedException {
    return ssh(DATABASE, "cd /; sudo runuser -u postgres -- psql -XtA -c \"" + sql + "\"");
  }

  private String ssh(String machine, String command) throws IOException, InterruptedException {
    return lab.ssh(temporary.resolve("known_hosts"), machine, command, "");
  }
}
