package dev.k3form.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.pki.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents, with every wrong token and name, as in transcript 03. */
class AgentTest {

  @TempDir private Path directory;
  private Lab lab;
  private Lab.Box s1;
  private Lab.Box a1;

  @BeforeEach
  void start() throws Exception {
    lab = new Lab(directory);
    s1 = lab.box(11, "s1").config("token: sekret-1");
    a1 = lab.box(21, "a1");
    assertThat(s1.serve()).as(s1.log()).isEmpty();
  }

  @AfterEach
  void stop() throws Exception {
    lab.close();
  }

  private void join(String... extra) throws Exception {
    String[] lines = new String[extra.length + 2];
    lines[0] = "token: sekret-1";
    lines[1] = "server: " + s1.url();
    System.arraycopy(extra, 0, lines, 2, extra.length);
    a1.config(lines);
    assertThat(a1.agent().get(30, TimeUnit.SECONDS)).as(a1.log()).isEmpty();
  }

  /** Starts an agent that is to fail, and waits for the words that it repeats. */
  private void repeats(String words, String... config) throws Exception {
    a1.config(config);
    CompletableFuture<Optional<Exit>> agent = a1.agent();
    Lab.until(
        words + " in " + a1.log(),
        () -> a1.log().split(java.util.regex.Pattern.quote(words), -1).length > 2);
    assertThat(agent).isNotDone();
    a1.stop();
  }

  @Test
  void refusalsAreRepeatedForEver() throws Exception {
    String hash = Pem.digest("SHA-256", Files.readAllBytes(s1.tls().resolve("server-ca.crt")));
    String zeros = "0".repeat(64);
    String server = "server: " + s1.url();
    String failed = "Failed to validate connection to cluster at " + s1.url() + ": ";
    String unauthorized =
        "Waiting to retrieve agent configuration; server is not ready: failed to retrieve"
            + " configuration from server: not authorized";
    repeats(unauthorized, "token: nope", server);
    assertThat(a1.log()).contains("but the token does not include a CA hash");
    repeats(unauthorized, "token: K10" + hash + "::node:nope", server);
    assertThat(a1.log()).doesNotContain("but the token does not include a CA hash");
    repeats(
        failed
            + "token CA hash does not match the Cluster CA certificate hash: "
            + zeros
            + " != "
            + hash,
        "token: K10" + zeros + "::node:sekret-1",
        server);
    repeats(failed + "invalid token CA hash length", "token: K10abc::node:sekret-1", server);
    String closed = "https://127.0.77.11:1";
    repeats(
        "Failed to validate connection to cluster at "
            + closed
            + ": failed to get CA certs: Get \\\"https://127.0.0.1:6444/cacerts\\\": ",
        "token: sekret-1",
        "server: " + closed);
    String plain = s1.url().replace("https", "http");
    repeats(
        "Failed to validate connection to cluster at "
            + plain
            + ": only https:// URLs are supported, invalid scheme: http://127.0.0.1:6444",
        "token: sekret-1",
        "server: " + plain);
    a1.config(server);
    assertThat(a1.agent().get(10, TimeUnit.SECONDS).orElseThrow().getMessage())
        .isEqualTo("Error: --token is required");
  }

  @Test
  void serverFormOfTheTokenIsTaken() throws Exception {
    String token = Files.readString(s1.path("/var/lib/rancher/k3s/server/token")).strip();
    a1.config("token: " + token, "server: " + s1.url());
    assertThat(a1.agent().get(30, TimeUnit.SECONDS)).isEmpty();
    Lab.until("two nodes", () -> s1.nodes("True").size() == 2);
    assertThat(
            Files.readString(
                a1.path("/var/lib/rancher/k3s/agent/etc/k3s-agent-load-balancer.json")))
        .contains("\"ServerURL\": \"" + s1.url() + "\"", "127.0.77.11:" + lab.port());
  }

  @Test
  void labelsAreAddedAtRestartAndTaintsOnlyAtRegistration() throws Exception {
    join("node-label: [zone=a]", "node-taint: ['dedicated=x:NoSchedule']");
    Map<String, Object> node = s1.node("a1");
    assertThat(KubeObjects.text(node, "metadata", "labels", "zone")).contains("a");
    assertThat(node.get("spec").toString()).contains("{effect=NoSchedule, key=dedicated, value=x}");
    a1.stop();
    join("node-label: [zone=b, extra=1]");
    node = s1.node("a1");
    assertThat(KubeObjects.text(node, "metadata", "labels", "zone")).contains("b");
    assertThat(KubeObjects.text(node, "metadata", "labels", "extra")).contains("1");
    assertThat(node.get("spec").toString()).contains("dedicated");
    a1.stop();
    join();
    assertThat(KubeObjects.text(s1.node("a1"), "metadata", "labels", "extra")).contains("1");
  }

  @Test
  void rebuiltMachineIsRefusedUntilItsSecretIsGone() throws Exception {
    join();
    a1.stop();
    a1.wipe();
    a1.config("token: sekret-1", "server: " + s1.url());
    CompletableFuture<Optional<Exit>> again = a1.agent();
    Lab.until("rejected", () -> a1.log().contains("Node password rejected, duplicate hostname"));
    assertThat(s1.log()).contains("unable to verify password for node a1: hash does not match");
    assertThat(again).isNotDone();
    s1.admin("DELETE", "/api/v1/namespaces/kube-system/secrets/a1.node-password.k3s", "");
    assertThat(again.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void deletedNodeStaysAwayUntilTheAgentRestarts() throws Exception {
    join();
    assertThat(s1.admin("DELETE", "/api/v1/nodes/a1", "").status()).isEqualTo(200);
    Thread.sleep(Lab.QUICK.heartbeat().multipliedBy(4));
    assertThat(s1.nodes("True")).doesNotContain("a1");
    a1.stop();
    join();
    Lab.until("a1 is back", () -> s1.nodes("True").contains("a1"));
  }

  @Test
  void silentAgentBecomesNotReady() throws Exception {
    join();
    a1.stop();
    Lab.until("a1 is not Ready", () -> s1.nodes("Unknown").equals(List.of("a1")));
  }
}
