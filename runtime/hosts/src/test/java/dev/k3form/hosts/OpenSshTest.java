package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The whole way to a real OpenSSH server of this computer. */
@EnabledIf(
    value = "dev.k3form.hosts.OpenSshServer#available",
    disabledReason = "needs root and /usr/sbin/sshd: apt-get install openssh-server")
class OpenSshTest {
  @TempDir Path directory;
  private OpenSshServer server;
  private Hosts hosts;

  @BeforeEach
  void start() {
    server = new OpenSshServer(directory);
    hosts = new Hosts(Settings.defaults(), server.nobody());
  }

  @AfterEach
  void stop() {
    hosts.close();
    server.close();
  }

  @Test
  void runsProgramsAndScriptsWithInput() {
    Host host = hosts.connect(server.spec());
    assertThat(hosts.connectionsOpened()).isZero();
    assertThat(host.run(Command.of("printf", "%s|", "a b", "it's", "$HOME", "")).stdout())
        .isEqualTo("a b|it's|$HOME||");
    assertThat(
            host.run(Command.script("echo", "echo $1; cat", "x y").withStdin("the rest")).stdout())
        .isEqualTo("x y\nthe rest");
    assertThat(host.exec(Command.of("sh", "-c", "exit 7")).exit()).isEqualTo(7);
    assertThat(host.exec(Command.of("sh", "-c", "kill -9 $$")).exit()).isEqualTo(137);
    assertThat(hosts.connectionsOpened()).isEqualTo(1);
    assertThat(host.roundTrips()).isEqualTo(4);
  }

  @Test
  void bothOutputsAndInputFlowAtTheSameTime() {
    Host host = hosts.connect(server.spec());
    byte[] much = new byte[3_000_000];
    Result result = host.run(Command.of("sh", "-c", "tee /dev/stderr").withStdin(Content.of(much)));
    assertThat(result.out()).isEqualTo(Content.of(much));
    assertThat(result.err()).isEqualTo(Content.of(much));
  }

  /** What the window has no room for when all is written is still to be sent. */
  @Test
  void inputArrivesWholeAtAProgramThatReadsLate() {
    Host host = hosts.connect(server.spec());
    for (int more : new int[] {1, 10_000, 40_000, 70_000}) {
      int size = (2 << 20) + more;
      Command late = Command.of("sh", "-c", "sleep 0.4; wc -c");
      Result result = host.run(late.withStdin(Content.of(new byte[size])));
      assertThat(result.stdout().strip()).isEqualTo(Integer.toString(size));
    }
  }

  @Test
  void aProgramNeedNotReadItsInput() {
    Host host = hosts.connect(server.spec());
    Command idle = Command.of("sh", "-c", "exec <&-; echo done");
    long begin = System.nanoTime();
    assertThat(host.run(idle.withStdin(Content.of(new byte[5_000_000]))).stdout())
        .isEqualTo("done\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("a full window is not waited for, which would take 30 s")
        .isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void readsFactsInOneRoundTrip() {
    Host host = hosts.connect(server.spec());
    Facts facts = host.facts();
    assertThat(host.facts()).isSameAs(facts);
    assertThat(host.roundTrips()).isEqualTo(1);
    assertThat(facts.architecture())
        .isEqualTo(System.getProperty("os.arch").replace("amd64", "x86_64"));
    assertThat(facts.cpus()).isPositive();
    assertThat(facts.memoryBytes()).isPositive();
    assertThat(facts.os().id()).isNotEmpty();
    assertThat(facts.interfaces()).anyMatch(nic -> nic.name().equals("lo"));
  }

  @Test
  void aTunnelLeadsToAUnixDomainSocket() throws Exception {
    Host host = hosts.connect(server.spec());
    Path path = directory.resolve("service.sock");
    try (var service = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Tunnel tunnel = host.openTunnel(path.toString())) {
      service.bind(UnixDomainSocketAddress.of(path));
      Thread.ofVirtual().start(() -> echo(service));
      for (String word : List.of("one", "two")) {
        try (var socket = new Socket(tunnel.local().getAddress(), tunnel.local().getPort())) {
          socket.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
          assertThat(socket.getInputStream().readNBytes(3)).asString().isEqualTo(word);
        }
      }
      assertThat(tunnel.refusal()).isEmpty();
    }
    try (Tunnel nowhere = host.openTunnel(directory.resolve("none.sock").toString());
        var socket = new Socket(nowhere.local().getAddress(), nowhere.local().getPort())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(nowhere.refusal()).isPresent();
    }
  }

  private static void echo(ServerSocketChannel service) {
    try {
      while (true) {
        try (SocketChannel client = service.accept()) {
          ByteBuffer word = ByteBuffer.allocate(3);
          while (word.hasRemaining() && client.read(word) >= 0) {}
          client.write(word.flip());
        }
      }
    } catch (ClosedChannelException _) {
      return; // the end of the test
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCommandThatTakesTooLongIsToldToStop() {
    Host host = hosts.connect(server.spec());
    assertThatThrownBy(
            () -> host.exec(Command.of("sleep", "30").withTimeout(Duration.ofMillis(300))))
        .isInstanceOf(HostException.CommandTimedOut.class)
        .hasMessageContaining("run sleep 30");
    assertThat(host.run(Command.of("echo", "still here")).stdout()).isEqualTo("still here\n");
    assertThat(hosts.connectionsOpened()).isEqualTo(1);
  }

  @Test
  void knownHostsWithOnlyTheRsaKeyAsksTheServerForThat() {
    String key = server.read("host_rsa.pub");
    server.write("known_hosts", "[127.0.0.1]:" + server.port() + " " + key);
    HostSpec spec =
        HostSpec.root("127.0.0.1", HostTrust.knownHosts(directory.resolve("known_hosts")))
            .withPort(server.port())
            .withIdentityFiles(directory.resolve("client"));
    assertThat(hosts.connect(spec).run(Command.of("echo", "rsa")).stdout()).isEqualTo("rsa\n");
  }

  @Test
  void namesThatSshKeygenHashedAreFound() {
    server.write(
        "known_hosts", "[127.0.0.1]:" + server.port() + " " + server.read("host_ed25519.pub"));
    OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", server.file("known_hosts"));
    assertThat(server.read("known_hosts")).startsWith("|1|");
    HostSpec spec =
        HostSpec.root("127.0.0.1", HostTrust.knownHosts(directory.resolve("known_hosts")))
            .withPort(server.port())
            .withIdentityFiles(directory.resolve("client"));
    assertThat(hosts.connect(spec).run(Command.of("echo", "hashed")).stdout())
        .isEqualTo("hashed\n");
  }

  @Test
  void theAgentSignsWithEd25519AndRsa() throws Exception {
    Path socket = directory.resolve("agent.sock");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    try {
      while (!Files.exists(socket)) {
        Thread.sleep(10);
      }
      OpenSshServer.run("ssh-keygen", "-q", "-N", "", "-t", "rsa", "-f", server.file("rsa_client"));
      for (String key : List.of("rsa_client", "client")) {
        server.write("authorized_keys", server.read(key + ".pub"));
        var add = new ProcessBuilder("ssh-add", "-q", server.file(key));
        add.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(add.start().waitFor()).isZero();
        HostSpec spec = server.spec().withIdentityFiles();
        try (var pool =
            new Hosts(
                Settings.defaults(),
                new LocalUser(directory.resolve("none"), Optional.of(socket)))) {
          assertThat(pool.connect(spec).run(Command.of("echo", key)).stdout())
              .isEqualTo(key + "\n");
        }
      }
    } finally {
      agent.destroy();
    }
  }

  @Test
  void anEncryptedKeyIsExplained() {
    OpenSshServer.run(
        "ssh-keygen", "-q", "-N", "passphrase", "-t", "ed25519", "-f", server.file("locked"));
    HostSpec spec = server.spec().withIdentityFiles(directory.resolve("locked"));
    assertThatThrownBy(() -> hosts.connect(spec).exec(Command.of("true")))
        .isInstanceOf(HostException.AuthenticationFailed.class)
        .hasMessageContaining("locked cannot be read without its passphrase")
        .hasMessageContaining("ssh-agent");
  }

  @Test
  void aServerThatDiesDuringACommandLeavesItsOutcomeUnknown() throws Exception {
    Host host = hosts.connect(server.spec());
    host.run(Command.of("true"));
    Thread killer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(300);
                    server.killConnections();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThatThrownBy(() -> host.exec(Command.of("sleep", "5")))
        .isInstanceOf(HostException.OutcomeUnknown.class);
    killer.join();
    assertThat(host.run(Command.of("echo", "back")).stdout()).isEqualTo("back\n");
  }

  @Test
  void aPeerThatFallsSilentIsNoticed() throws Exception {
    try (var pool =
        new Hosts(Settings.defaults().withKeepAlive(Duration.ofSeconds(1), 2), server.nobody())) {
      Host host = pool.connect(server.spec());
      host.run(Command.of("true"));
      Path started = directory.resolve("started");
      Thread freezer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (!Files.exists(started)) {
                        Thread.sleep(10);
                      }
                      server.freezeConnections();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      long begin = System.nanoTime();
      assertThatThrownBy(
              () -> host.exec(Command.of("sh", "-c", "touch " + started + "; exec sleep 40")))
          .isInstanceOf(HostException.OutcomeUnknown.class);
      freezer.join();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      assertThat(host.run(Command.of("echo", "anew")).stdout()).isEqualTo("anew\n");
      assertThat(pool.connectionsOpened()).isEqualTo(2);
    }
  }

  @Test
  void aServerThatAllowsFewerSessionsMakesUsWaitAndNotFail() throws Exception {
    server.write("sshd_config", server.read("sshd_config") + "MaxSessions 3\n");
    server.restart();
    Host host = hosts.connect(server.spec());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          IntStream.range(0, 14)
              .mapToObj(_ -> threads.submit(() -> host.run(Command.of("sleep", "0.2"))))
              .toList();
      for (var result : results) {
        assertThat(result.get().exit()).isZero();
      }
    }
    assertThat(hosts.connectionsOpened()).isEqualTo(1);
  }
}
