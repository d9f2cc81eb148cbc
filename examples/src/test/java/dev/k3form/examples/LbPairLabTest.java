package dev.k3form.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
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
 * The load-balanced pair on real machines, in a lab of its own: applied, looked at, killed,
 * drifted, destroyed.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LbPairLabTest {
  private static final String NETWORK = "10.84.7.";
  private static final String VIP = NETWORK + "220";

  @TempDir private static Path temporary;
  private final ExampleLab lab = new ExampleLab("lbpairtest", NETWORK, 18446);
  private Example example;

  @BeforeAll
  void bringUp() throws Exception {
    example = lab.up("lb-pair", temporary);
  }

  @AfterAll
  void takeDown() throws Exception {
    lab.down();
  }

  @Test
  @Order(1)
  void convergesAfterBeingKilledTwice() throws Exception {
    Random random = new Random();
    for (int i = 0; i < 2; i++) {
      long after = 3000L + random.nextInt(15000);
      System.err.println("killing apply after " + after + " ms");
      example.runAndKill(after, "apply", "-auto-approve");
    }
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(example.run("plan", "-detailed-exitcode").mustSucceed().out())
        .contains("Nothing to do");
    assertThat(machines()).isEqualTo(6).isEqualTo(machinesInState());
  }

  private int machines() throws Exception {
    return lab.machines().size();
  }

  private long machinesInState() {
    return example
        .runPlain("state", "list")
        .out()
        .lines()
        .filter(l -> l.startsWith("proxmox_"))
        .count();
  }

  @Test
  @Order(2)
  void theVirtualAddressReachesEveryServer() throws Exception {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      answers.add(answerWithin(Duration.ofSeconds(60)));
    }
    assertThat(answers).containsExactlyInAnyOrder("server-01", "server-02", "server-03");
  }

  @Test
  @Order(3)
  void aHandEditIsShownAsALineDiffAndRepaired() throws Exception {
    ssh("221", "sudo sed -i 's/rise 2/rise 7/' /etc/haproxy/haproxy.cfg");
    var plan = example.run("plan", "-detailed-exitcode");
    assertThat(plan.exit()).isEqualTo(2);
    assertThat(plan.out())
        .contains("haproxy_config.lb[\"01\"]  will be updated in place")
        .contains("-     default-server inter 2s fall 3 rise 7")
        .contains("+     default-server inter 2s fall 3 rise 2")
        .contains("Plan: 1 to update.");
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(ssh("221", "sudo grep -c 'rise 7' /etc/haproxy/haproxy.cfg || true")).isEqualTo("0");
  }

  @Test
  @Order(4)
  void theOtherAnswersWhenTheMastersHaproxyStops() throws Exception {
    ssh("221", "sudo systemctl stop haproxy");
    Instant stopped = Instant.now();
    answerWithin(Duration.ofSeconds(60));
    System.err.println(
        "the virtual address answered again after "
            + Duration.between(stopped, Instant.now()).toMillis()
            + " ms");
    assertThat(ssh("222", "ip -4 -o addr show")).contains(VIP);
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(ssh("221", "systemctl is-active haproxy")).isEqualTo("active");
  }

  @Test
  @Order(5)
  void destroyLeavesNoMachine() throws Exception {
    example.run("destroy", "-auto-approve").mustSucceed();
    assertThat(machines()).isZero();
    assertThat(example.runPlain("state", "list").out()).isEmpty();
    assertThat(Files.readString(example.directory().resolve("k3form.state.json")))
        .contains("\"resources\": {}");
  }

  private static String answerWithin(Duration limit) throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(VIP, 6443), 1000);
        socket.setSoTimeout(1000);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line != null && !line.isBlank()) {
          return line.strip();
        }
      } catch (IOException e) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("nobody answers at " + VIP, e);
        }
      }
      Thread.sleep(200);
    }
  }

  private String ssh(String machine, String command) throws IOException, InterruptedException {
    return lab.ssh(temporary.resolve("known_hosts"), machine, command, "");
  }
}
