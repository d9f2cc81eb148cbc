package dev.k3form.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.examples.ClusterApi.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * A highly available cluster on real machines, in a lab of its own: killed while a server joins,
 * applied, looked at, changed while a prober asks, given what cannot work, destroyed.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HaEtcdLabTest {
  private static final String NETWORK = "10.84.9.";
  private static final List<String> NODES =
      List.of("server-01", "server-02", "server-03", "worker-01", "worker-02");
  private static final List<String> MACHINES =
      List.of("211", "212", "213", "221", "222", "231", "232");

  @TempDir private static Path temporary;
  private final ExampleLab lab = new ExampleLab("haetcdtest", NETWORK, 18462);
  private Example example;

  @BeforeAll
  void bringUp() throws Exception {
    example = lab.upWithStandIn("ha-etcd-proxmox", temporary);
  }

  @AfterAll
  void takeDown() throws Exception {
    lab.down();
  }

  @Test
  @Order(1)
  void convergesAfterApplyAndAJoiningServerWereKilled() throws Exception {
    Duration after = Duration.ofMillis(500 + new Random().nextInt(6000));
    System.err.println("killing apply " + after + " after the second server began to join");
    example.runAndKillAfter("server\\[\"0[123]\"\\]: created", after, "apply", "-auto-approve");
    for (String server : List.of("212", "213")) {
      System.err.println(server + ": " + ssh(server, KILL_JOINING));
    }
    long begun = System.nanoTime();
    example.run("apply", "-auto-approve").mustSucceed();
    System.err.println("the next apply took " + Duration.ofNanos(System.nanoTime() - begun));
    List<Node> nodes = api().awaitReady(NODES.size(), Duration.ofMinutes(2));
    assertThat(nodes).extracting(Node::name).containsExactlyInAnyOrderElementsOf(NODES);
    assertThat(lab.machines()).hasSize(MACHINES.size() + 1);
  }

  /** Ends k3s there as a power cut would, if it has not finished joining. */
  private static final String KILL_JOINING =
      "if sudo test -e /etc/rancher/k3s/config.yaml.d/00-k3form-entry.yaml; then"
          + " sudo systemctl kill -s KILL k3s; sudo systemctl stop k3s; echo killed k3s; fi; true";

  @Test
  @Order(2)
  void theSecondPlanIsEmpty() throws Exception {
    long begun = System.nanoTime();
    assertThat(example.run("plan", "-detailed-exitcode").mustSucceed().out())
        .contains("Nothing to do");
    System.err.println("the second plan took " + Duration.ofNanos(System.nanoTime() - begun));
  }

  @Test
  @Order(3)
  void theKubeconfigIsItsOwnersAndNamesTheVirtualAddress() throws Exception {
    Path file = temporary.resolve("admin.kubeconfig");
    Files.writeString(file, "an old one");
    example.runPlain("kubeconfig", "-o", file.toString()).mustSucceed();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("server: https://" + NETWORK + "220:6443\n");
  }

  @Test
  @Order(4)
  void aFurtherWorkerIsOneMachineAndOneAgent() throws Exception {
    String workers =
        "-var=workers={\"01\"=\"%1$s231\",\"02\"=\"%1$s232\",\"03\"=\"%1$s233\"}"
            .formatted(NETWORK);
    assertThat(example.run("plan", workers).mustSucceed().out())
        .contains("proxmox_vm.machine[\"worker-03\"]  will be created")
        .contains("k3s_agent.worker[\"03\"]  will be created")
        .contains("Plan: 2 to create.");
  }

  @Test
  @Order(5)
  void aNewNameInTheCertificateReachesEachServerWhileTheApiAnswers() throws Exception {
    example.appending("lab.k3svars", "extra_tls_san = [\"api.lab.test\"]\n");
    Prober prober = new Prober(api());
    prober.start();
    Example.Result applied = example.run("apply", "-auto-approve");
    Prober.Count count = prober.stop();
    System.err.println("while the servers restarted: " + count);
    applied.mustSucceed();
    assertThat(restarts(applied.out() + applied.err()))
        .as("one at a time, each gated")
        .containsExactlyElementsOf(
            Stream.of("01", "02", "03")
                .flatMap(s -> Stream.of("updating " + s, "serves " + s))
                .toList());
    for (String server : List.of("211", "212", "213")) {
      assertThat(
              ssh(
                  server,
                  "echo | openssl s_client -connect %s:6443 2>/dev/null | openssl x509 -noout -text"
                      .formatted(NETWORK + server)))
          .contains("DNS:api.lab.test");
    }
    assertThat(count.asked()).isGreaterThan(50);
    assertThat(count.failed()).as(count.toString()).isZero();
  }

  private static List<String> restarts(String output) {
    List<String> out = new ArrayList<>();
    Matcher m =
        Pattern.compile("k3s_server\\.server\\[\"(\\d+)\"\\]: (updating|serves)").matcher(output);
    while (m.find()) {
      out.add(m.group(2) + " " + m.group(1));
    }
    return out;
  }

  @Test
  @Order(6)
  void whatCannotJoinIsToldWhyWithinTwentySeconds() throws Exception {
    Path wrong = example.directory().resolve("wrong.k3s");
    Files.writeString(wrong, WRONG);
    Example.Result result = example.run("apply", "-auto-approve");
    String said = (result.out() + result.err()).replaceAll("\\s+(= note: |= )?", " ");
    Files.delete(wrong);
    assertThat(result.exit()).isNotZero();
    assertThat(said)
        .contains("refuses the token: it is not the cluster's")
        .contains("is not that of the cluster: its hash is")
        .contains("no K3s answers at https://" + NETWORK + "220:6444")
        .contains("the cluster has a node `worker-01` already, at " + NETWORK + "231");
    Matcher failed =
        Pattern.compile("k3s_agent\\.(\\w+): creating failed \\[([0-9.]+)s\\]")
            .matcher(result.out() + result.err());
    int count = 0;
    while (failed.find()) {
      System.err.println(failed.group());
      assertThat(Double.parseDouble(failed.group(2))).as(failed.group()).isLessThan(20);
      count++;
    }
    assertThat(count).isEqualTo(4);
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(api().nodes()).hasSize(NODES.size());
  }

  private static final String WRONG =
      """
      locals {
        wrong = {
          token = { token = "not-the-token", port = 6443 }
          hash  = { token = "K10${sha256("another")}::server:not-the-token", port = 6443 }
          port  = { token = "not-the-token", port = 6444 }
        }
      }
      resource "k3s_cluster" "wrong" {
        for_each    = local.wrong
        name        = "wrong-${each.key}"
        version     = var.site.k3s_version
        token       = each.value.token
        datastore   = "embedded_etcd"
        servers     = values(var.servers)
        api_address = var.site.vip
        api_port    = each.value.port
      }
      resource "k3s_agent" "wrong_token" {
        cluster = k3s_cluster.wrong["token"].join
        host    = proxmox_vm.machine["lb-01"].ssh
        name    = "stranger"
      }
      resource "k3s_agent" "wrong_hash" {
        cluster = k3s_cluster.wrong["hash"].join
        host    = proxmox_vm.machine["lb-01"].ssh
        name    = "stranger"
      }
      resource "k3s_agent" "closed_port" {
        cluster = k3s_cluster.wrong["port"].join
        host    = proxmox_vm.machine["lb-01"].ssh
        name    = "stranger"
      }
      resource "k3s_agent" "taken_name" {
        cluster = k3s_cluster.prod.join
        host    = proxmox_vm.machine["lb-01"].ssh
        name    = "worker-01"
      }
      """;

  @Test
  @Order(7)
  void secretsAreNowhereInClear() throws Exception {
    String token = ssh("211", "sudo cat /var/lib/rancher/k3s/server/token").replaceAll(".*:", "");
    assertThat(token).hasSizeGreaterThan(20);
    String kubeconfig = example.runPlain("kubeconfig").mustSucceed().out();
    Matcher key = Pattern.compile("client-key-data: (\\S+)").matcher(kubeconfig);
    assertThat(key.find()).isTrue();
    String pem = new String(Base64.getDecoder().decode(key.group(1)), StandardCharsets.US_ASCII);
    List<String> secrets = List.of(token, key.group(1), pem.lines().toList().get(1));
    example.run("plan", "-out=saved.k3splan", "-var=extra_tls_san=[\"x.lab\"]").mustSucceed();
    assertThat(example.directory().resolve("saved.k3splan")).exists();
    try (Stream<Path> files = Files.walk(example.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
          assertThat(content.contains(secret)).as("a secret in " + file).isFalse();
        }
      }
    }
    for (String machine : MACHINES) {
      assertThat(sshWith(machine, SEARCH, String.join("\n", secrets)))
          .as(machine)
          .isEqualTo("done");
    }
  }

  /** Prints where one of the lines on standard input is seen by everybody. */
  private static final String SEARCH =
      """
      sudo sh -c 'umask 077; cat > /root/sought
      find /etc /root /home /tmp /run /opt /usr/local /var -type f -perm -o=r -size -2M 2>/dev/null \
        | while read -r f; do grep -qaFf /root/sought "$f" 2>/dev/null && echo "readable: $f"; done
      grep -laFf /root/sought /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null
      journalctl --no-pager -o cat | grep -qFf /root/sought && echo in the journal
      rm /root/sought; echo done'
      """;

  /**
   * The first server and a worker: their machines are made anew and join under their names. The
   * load balancers have the cluster's CA from the first server, and are given it again.
   */
  @Test
  @Order(8)
  void machinesThatAreLostAreMadeAndJoinAnew() throws Exception {
    lab.lose("server-01");
    lab.lose("worker-02");
    assertThat(example.run("apply", "-auto-approve").mustSucceed().out())
        .contains("Apply complete: 4 created, 2 updated, 0 destroyed.");
    assertThat(api().awaitReady(NODES.size(), Duration.ofMinutes(2)))
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(NODES);
    example.run("plan", "-detailed-exitcode").mustSucceed();
  }

  /** A worker with pods: they are evicted before it goes. */
  @Test
  @Order(9)
  void aWorkerIsDrainedBeforeItGoes() throws Exception {
    String pod =
        "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"worker-02\",\"containers\":[]}}";
    assertThat(api().post("/api/v1/namespaces/default/pods", pod).status()).isEqualTo(201);
    String workers = "-var=workers={\"01\"=\"%s231\"}".formatted(NETWORK);
    Example.Result applied = example.run("apply", "-auto-approve", workers).mustSucceed();
    assertThat(applied.out() + applied.err())
        .containsSubsequence(
            "draining worker-02: 1 pod left", "removing node worker-02", "removing k3s")
        .contains("Apply complete: 0 created, 0 updated, 2 destroyed.");
    assertThat(api().get("/api/v1/namespaces/default/pods/p").status()).isEqualTo(404);
    assertThat(api().nodes()).extracting(Node::name).doesNotContain("worker-02");
  }

  @Test
  @Order(10)
  void destroyLeavesNothing() throws Exception {
    example.run("destroy", "-auto-approve").mustSucceed();
    assertThat(lab.machines()).isEmpty();
    assertThat(example.runPlain("state", "list").out()).isEmpty();
  }

  private ClusterApi api() throws Exception {
    return ClusterApi.of(example.runPlain("kubeconfig").mustSucceed().out());
  }

  private String ssh(String machine, String command) throws IOException, InterruptedException {
    return sshWith(machine, command, "");
  }

  private String sshWith(String machine, String command, String input)
      throws IOException, InterruptedException {
    return lab.ssh(temporary.resolve("known_hosts"), machine, command, input);
  }
}
