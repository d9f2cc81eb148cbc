package dev.k3form.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.k3form.lab.Lab;
import dev.k3form.lab.LabConfig;
import dev.k3form.lab.LabDoctor;
import dev.k3form.lab.LabStatus;
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
import java.util.List;
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
  private static final String VIP = "10.84.7.220";

  @TempDir private static Path temporary;
  private final LabConfig config =
      LabConfig.named("lbpairtest").withSubnet("10.84.7.0/24").withApiPort(18446);
  private Example example;

  @BeforeAll
  void bringUp() throws Exception {
    List<LabDoctor.Finding> missing = LabDoctor.examine();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: lab tests cannot run here: " + missing);
    }
    assumeTrue(missing.isEmpty(), () -> "the lab cannot run here: " + missing);
    Lab lab = new Lab(config);
    lab.down();
    LabStatus status = lab.up(line -> System.err.println("lab: " + line));
    example =
        new Example("lb-pair", temporary)
            .replacing("lab.k3svars", "10.67.0.", "10.84.7.")
            .with(status.variables())
            .with(Path.of("lab.k3svars"));
    example.runPlain("init").mustSucceed();
  }

  @AfterAll
  void takeDown() throws Exception {
    new Lab(config).down();
    assertThat(config.directory()).doesNotExist();
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
    return new Lab(config).status().machines().size();
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
      answers.add(answerWithin(Duration.ofSeconds(20)));
    }
    assertThat(answers).containsExactlyInAnyOrder("server-01", "server-02", "server-03");
  }

  @Test
  @Order(3)
  void aHandEditIsShownAsALineDiffAndRepaired() throws Exception {
    ssh("10.84.7.221", "sudo sed -i 's/rise 2/rise 7/' /etc/haproxy/haproxy.cfg");
    var plan = example.run("plan", "-detailed-exitcode");
    assertThat(plan.exit()).isEqualTo(2);
    assertThat(plan.out())
        .contains("haproxy_config.lb[\"01\"]  will be updated in place")
        .contains("-     default-server inter 2s fall 3 rise 7")
        .contains("+     default-server inter 2s fall 3 rise 2")
        .contains("Plan: 1 to update.");
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(ssh("10.84.7.221", "sudo grep -c 'rise 7' /etc/haproxy/haproxy.cfg || true"))
        .isEqualTo("0");
  }

  @Test
  @Order(4)
  void theOtherAnswersWhenTheMastersHaproxyStops() throws Exception {
    ssh("10.84.7.221", "sudo systemctl stop haproxy");
    Instant stopped = Instant.now();
    answerWithin(Duration.ofSeconds(30));
    System.err.println(
        "the virtual address answered again after "
            + Duration.between(stopped, Instant.now()).toMillis()
            + " ms");
    assertThat(ssh("10.84.7.222", "ip -4 -o addr show")).contains(VIP);
    example.run("apply", "-auto-approve").mustSucceed();
    assertThat(ssh("10.84.7.221", "systemctl is-active haproxy")).isEqualTo("active");
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

  private String ssh(String address, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ssh",
                "-i",
                config.directory().resolve("id_ed25519").toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "UserKnownHostsFile=" + temporary.resolve("known_hosts"),
                "-o",
                "StrictHostKeyChecking=accept-new",
                "debian@" + address,
                command)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.strip();
  }
}
