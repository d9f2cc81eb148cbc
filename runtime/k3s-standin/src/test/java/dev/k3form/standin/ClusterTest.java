package dev.k3form.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.pki.TlsContexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers with embedded etcd, as in transcripts 02, 04, 05 and 06. */
class ClusterTest {

  @TempDir private Path directory;
  private Lab lab;
  private Lab.Box s1;
  private Lab.Box s2;
  private Lab.Box s3;

  @BeforeEach
  void first() throws Exception {
    lab = new Lab(directory);
    s1 = lab.box(11, "s1").config("cluster-init: true", "token: sekret-1");
    s2 = lab.box(12, "s2").config("token: sekret-1", "server: " + s1.url());
    s3 = lab.box(13, "s3").config("token: sekret-1", "server: " + s1.url());
    assertThat(s1.serve()).as(s1.log()).isEmpty();
  }

  @AfterEach
  void stop() throws Exception {
    lab.close();
  }

  private void three() throws Exception {
    assertThat(s2.serve()).as(s2.log()).isEmpty();
    assertThat(s3.serve()).as(s3.log()).isEmpty();
    Lab.until("three nodes", () -> s1.nodes("True").size() == 3);
  }

  @Test
  void serversJoinAsLearnersAndAreReadyWhenPromoted() throws Exception {
    CompletableFuture<Optional<Exit>> joining = s2.serving();
    Lab.until("a learner", () -> s1.members().contains("s2*"));
    assertThat(joining.get(30, TimeUnit.SECONDS)).as(s2.log()).isEmpty();
    assertThat(s1.members()).containsExactly("s1", "s2");
    Lab.until("both Ready, seen by the second", () -> s2.nodes("True").size() == 2);
    assertThat(
            Json.parse(s2.anonymous().basic("node", "sekret-1").get("/v1-k3s/apiservers").text()))
        .isEqualTo(List.of("127.0.77.11:" + lab.port(), "127.0.77.12:" + lab.port()));
  }

  @Test
  void twoAtOnceJoinOneAfterTheOther() throws Exception {
    CompletableFuture<Optional<Exit>> second = s2.serving();
    CompletableFuture<Optional<Exit>> third = s3.serving();
    assertThat(second.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(third.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(s1.members()).containsExactlyInAnyOrder("s1", "s2", "s3");
  }

  @Test
  void refusalsNameTheirCause() throws Exception {
    s2.config("token: nope", "server: " + s1.url());
    assertThat(s2.serve().orElseThrow().status()).isEqualTo(1);
    assertThat(s2.log())
        .contains(
            "level=fatal msg=\"Error: preparing server: failed to bootstrap cluster data: not"
                + " authorized\"");

    s2.config("token: sekret-1", "server: " + s1.url(), "cluster-cidr: 10.99.0.0/16");
    assertThat(s2.serve()).isPresent();
    assertThat(s2.log())
        .contains(
            "critical configuration mismatched: ClusterIPRanges.slice[0].IP.slice[13]",
            "critical configuration mismatched: ClusterIPRange.IP.slice[13]",
            "failed to validate server configuration: critical configuration value mismatch between"
                + " servers");

    s2.config("token: sekret-1", "server: " + s1.url(), "flannel-backend: host-gw");
    assertThat(s2.serve()).isPresent();
    assertThat(s2.log()).contains("critical configuration mismatched: flannel-backend\"");

    s2.config("server: " + s1.url());
    assertThat(s2.serve()).isPresent();
    assertThat(s2.log()).contains("level=fatal msg=\"Error: --token is required\"");

    s2.config("token: a: b");
    assertThat(s2.serve()).isPresent();
    assertThat(s2.log())
        .contains(
            "level=fatal msg=\"yaml: line 1: mapping values are not allowed in this context\"");
    assertThat(s1.members()).containsExactly("s1");
  }

  @Test
  void killedWhileJoiningLeavesAMemberWithoutANode() throws Exception {
    // Long enough a learner to be killed as one: two voters of which one is dead have no majority.
    lab.close();
    lab = new Lab(directory, Lab.QUICK.withPromotion(Duration.ofSeconds(4)));
    s1 = lab.box(11, "s1").config("cluster-init: true", "token: sekret-1");
    s2 = lab.box(12, "s2").config("token: sekret-1", "server: " + s1.url());
    s1.wipe();
    s1.config("cluster-init: true", "token: sekret-1");
    assertThat(s1.serve()).as(s1.log()).isEmpty();
    CompletableFuture<Optional<Exit>> killed = s2.serving();
    Lab.until("a started learner", () -> s1.members().contains("s2*"));
    s2.stop();
    assertThat(killed.get(10, TimeUnit.SECONDS)).isPresent();
    s2.wipe();
    s2.config("token: sekret-1", "server: " + s1.url());
    Exit exit = s2.serve().orElseThrow();
    assertThat(exit.status()).isZero();
    assertThat(s2.log())
        .contains(
            "Shutdown request received: etcd cluster join failed: duplicate node name found,"
                + " please use a unique name for this node");
    assertThat(s1.nodes("True")).containsExactly("s1");

    String id =
        ((List<?>) s1.etcd("/v3/cluster/member/list", "{}").get("members"))
            .stream()
                .map(m -> (Map<?, ?>) m)
                .filter(m -> String.valueOf(m.get("name")).startsWith("s2-"))
                .map(m -> String.valueOf(m.get("ID")))
                .findFirst()
                .orElseThrow();
    s1.etcd("/v3/cluster/member/remove", "{\"ID\": \"" + id + "\"}");
    assertThat(s2.serve()).as(s2.log()).isEmpty();
    assertThat(s1.members()).containsExactly("s1", "s2");
  }

  @Test
  void deletedNodeOfAServerLeavesEtcdAndJoinsAnew() throws Exception {
    three();
    assertThat(s1.admin("DELETE", "/api/v1/nodes/s3", "").status()).isEqualTo(200);
    assertThat(s1.members()).containsExactly("s1", "s2");
    assertThat(
            s1.admin("GET", "/api/v1/namespaces/kube-system/secrets/s3.node-password.k3s", "")
                .status())
        .isEqualTo(404);
    assertThat(s3.end().get(20, TimeUnit.SECONDS).status()).isZero();
    Path db = s3.path("/var/lib/rancher/k3s/server/db");
    assertThat(db.resolve("etcd/tombstone")).exists();
    s3.stop();
    assertThat(s3.serve()).as(s3.log()).isEmpty();
    assertThat(s1.members()).containsExactly("s1", "s2", "s3");
    try (var entries = Files.list(db)) {
      assertThat(entries.map(p -> p.getFileName().toString()))
          .anyMatch(name -> name.startsWith("etcd-backup-"));
    }
  }

  @Test
  void withoutAMajorityOnlyReadyzWithACertificateNotices() throws Exception {
    three();
    s2.stop();
    s3.stop();
    Lab.until("500", () -> s1.admin("GET", "/readyz", "").status() == 500);
    assertThat(s1.admin("GET", "/readyz", "").text())
        .contains("[-]etcd failed: reason withheld", "readyz check failed");
    assertThat(s1.anonymous().get("/ping").status()).isEqualTo(200);
    assertThat(s1.anonymous().get("/readyz").status()).isEqualTo(401);
    assertThat(s1.anonymous().basic("node", "sekret-1").get("/v1-k3s/readyz").status())
        .isEqualTo(200);
    assertThat(s1.admin("GET", "/api/v1/nodes", "").status()).isEqualTo(500);
    assertThat(s1.end().get(20, TimeUnit.SECONDS).status()).isEqualTo(1);

    s1.stop();
    CompletableFuture<Optional<Exit>> again = s1.serving();
    Lab.until("503", () -> s1.admin("GET", "/readyz", "").status() == 503);
    Reply anonymous = s1.anonymous().get("/readyz");
    assertThat(anonymous.status()).isEqualTo(503);
    assertThat(anonymous.text()).contains("\"apiserver not ready\"");
    assertThat(s1.anonymous().get("/ping").status()).isEqualTo(200);
    assertThat(s1.anonymous().basic("node", "sekret-1").get("/v1-k3s/readyz").status())
        .isEqualTo(503);
    assertThat(again).isNotDone();

    assertThat(s2.serve()).as(s2.log()).isEmpty();
    assertThat(again.get(30, TimeUnit.SECONDS)).as(s1.log()).isEmpty();
    assertThat(s1.admin("GET", "/readyz", "").text()).isEqualTo("ok");
    Lab.until("s3 is NotReady", () -> s1.nodes("Unknown").equals(List.of("s3")));
    assertThat(s1.node("s3").toString()).contains("node.kubernetes.io/unreachable");
    assertThat(s3.serve()).as(s3.log()).isEmpty();
    Lab.until("s3 is Ready again", () -> s1.nodes("True").size() == 3);
    Lab.until("s3 has lost its taints", () -> !s1.node("s3").toString().contains("unreachable"));
  }

  @Test
  void nameAddedOnOneServerShowsOnAllAndStays() throws Exception {
    assertThat(s2.serve()).as(s2.log()).isEmpty();
    s1.stop();
    s1.config("cluster-init: true", "token: sekret-1", "tls-san: [vip.lab]");
    assertThat(s1.serve()).as(s1.log()).isEmpty();
    Lab.until(
        "the name on both", () -> names(s1).contains("vip.lab") && names(s2).contains("vip.lab"));
    assertThat(names(s2)).contains("s1", "s2", "127.0.77.11", "127.0.77.12");

    s1.stop();
    s1.config("cluster-init: true", "token: sekret-1");
    Files.delete(s1.tls().resolve("dynamic-cert.json"));
    s2.admin("DELETE", "/api/v1/namespaces/kube-system/secrets/k3s-serving", "");
    assertThat(s1.serve()).as(s1.log()).isEmpty();
    Lab.until(
        "the name on both", () -> names(s1).contains("vip.lab") && names(s2).contains("vip.lab"));
  }

  /** The names in the certificate that a server shows. */
  private static List<String> names(Lab.Box box) throws Exception {
    var context = TlsContexts.trustingAll();
    String[] place = box.url().replace("https://", "").split(":", 2);
    try (var socket =
        (SSLSocket) context.getSocketFactory().createSocket(place[0], Integer.parseInt(place[1]))) {
      socket.startHandshake();
      var leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return leaf.getSubjectAlternativeNames().stream().map(n -> String.valueOf(n.get(1))).toList();
    }
  }

  @Test
  void otherTokenOnRestartIsRefused() throws Exception {
    s1.stop();
    s1.config("cluster-init: true", "token: sekret-9");
    Exit exit = s1.serve().orElseThrow();
    assertThat(exit.status()).isZero();
    assertThat(s1.log())
        .contains(
            "Shutdown request received: failed to save bootstrap data: bootstrap data already"
                + " found and encrypted with different token");
  }
}
