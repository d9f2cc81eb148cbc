package dev.k3form.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections: sharing, limits, loss, patience and refusal. */
class SshHostTest {
  @TempDir Path directory;
  private MinaServer server;
  private Hosts hosts;

  @BeforeEach
  void start() {
    server = new MinaServer(directory);
    hosts = new Hosts(Settings.defaults(), server.nobody());
  }

  @AfterEach
  void stop() {
    hosts.close();
    server.close();
  }

  @Test
  void fourteenCommandsAtOnceShareOneConnectionAndEightChannels() throws Exception {
    Host host = hosts.connect(server.spec());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> results =
          IntStream.range(0, 14)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> host.run(Command.of("sh", "-c", "sleep 0.3; echo " + i))))
              .toList();
      for (int i = 0; i < 14; i++) {
        assertThat(results.get(i).get().stdout()).isEqualTo(i + "\n");
      }
    }
    assertThat(hosts.connectionsOpened()).isEqualTo(1);
    assertThat(server.mostAtOnce()).isBetween(2, 8);
    assertThat(hosts.connect(server.spec())).isSameAs(host);
  }

  @Test
  void aCommandThatMustSucceedTellsWhatItSaid() {
    Host host = hosts.connect(server.spec());
    assertThatThrownBy(
            () -> host.run(Command.of("sh", "-c", "printf 'no \\033[1mway\\007' >&2; exit 3")))
        .isInstanceOf(HostException.CommandFailed.class)
        .hasMessage(
            server.spec().label()
                + ": run sh -c printf 'no \\033[1mway\\007' >&2; exit 3: exit status 3: no way");
    assertThatThrownBy(
            () ->
                host.run(
                    Command.of("sh", "-c", "echo secret-1 >&2; exit 3 # secret-2").keptSecret()))
        .isInstanceOfSatisfying(
            HostException.CommandFailed.class,
            failed -> assertThat(failed.result().stderr()).isEmpty())
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aConnectionLostDuringACommandMeansAnUnknownOutcome() throws Exception {
    Host host = hosts.connect(server.spec());
    Path started = directory.resolve("started");
    var failure = new AtomicReference<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    host.exec(Command.of("sh", "-c", "touch " + started + "; sleep 5"));
                  } catch (HostException e) {
                    failure.set(e);
                  }
                });
    while (!Files.exists(started)) {
      Thread.sleep(10);
    }
    server.dropConnections();
    caller.join();
    assertThat(failure.get())
        .isInstanceOf(HostException.OutcomeUnknown.class)
        .hasMessageContaining("the connection was lost before the command answered");
    assertThat(server.runs()).as("the command was not sent twice").isEqualTo(1);
    assertThat(host.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    assertThat(hosts.connectionsOpened()).isEqualTo(2);
  }

  @Test
  void aConnectionLostBetweenCommandsIsOpenedAnew() throws Exception {
    Host host = hosts.connect(server.spec());
    host.run(Command.of("true"));
    Facts facts = host.facts();
    server.dropConnections();
    assertThat(host.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    assertThat(hosts.connectionsOpened()).isEqualTo(2);
    assertThat(host.facts()).isNotSameAs(facts);
  }

  @Test
  void nobodyListeningIsUnreachableForAllWhoWait() throws Exception {
    HostSpec nowhere = server.spec().withPort(freePort());
    Host host = hosts.connect(nowhere);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 5)
              .mapToObj(_ -> threads.submit(() -> host.exec(Command.of("true"))))
              .toList();
      for (var call : calls) {
        assertThatThrownBy(call::get).hasCauseInstanceOf(HostException.Unreachable.class);
      }
    }
    assertThatThrownBy(host::facts)
        .hasMessageContaining(nowhere.label() + ": connect: ")
        .hasMessageContaining("a firewall lets port " + nowhere.port() + " through");
  }

  @Test
  void somethingThatDoesNotSpeakSshDoesNotHoldUsForever() throws Exception {
    try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      HostSpec spec =
          server.spec().withPort(mute.getLocalPort()).withConnectTimeout(Duration.ofMillis(300));
      assertThatThrownBy(() -> hosts.connect(spec).exec(Command.of("true")))
          .isInstanceOf(HostException.Unreachable.class);
    }
  }

  @Test
  void aHostThatStillBootsIsWaitedFor() throws Exception {
    int port = freePort();
    HostSpec spec = server.spec().withPort(port);
    Thread boot =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(700);
                    forward(port, server.port());
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    Host host = hosts.connectWithin(spec, Duration.ofSeconds(20));
    assertThat(host.run(Command.of("echo", "up")).stdout()).isEqualTo("up\n");
    boot.interrupt();
    assertThatThrownBy(() -> hosts.connectWithin(spec.withPort(freePort()), Duration.ofMillis(500)))
        .isInstanceOf(HostException.Unreachable.class);
  }

  @Test
  void aRefusedLoginIsNotTriedAgain() {
    HostSpec stranger = server.spec().withIdentityFiles(otherKey());
    long begin = System.nanoTime();
    assertThatThrownBy(() -> hosts.connectWithin(stranger, Duration.ofSeconds(60)))
        .isInstanceOf(HostException.AuthenticationFailed.class)
        .hasMessageContaining("the host accepts none of the 1 keys that were offered")
        .hasMessageContaining("authorized_keys");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThatThrownBy(
            () ->
                hosts
                    .connect(server.spec().withIdentityFiles(directory.resolve("missing")))
                    .exec(Command.of("true")))
        .isInstanceOf(HostException.AuthenticationFailed.class)
        .hasMessageContaining("missing does not exist");
  }

  @Test
  void aJumpLeadsToTheHostAndATunnelToWhatItSees() throws Exception {
    Host behind =
        hosts.connect(server.spec().withUser("inner").withSudo(false).withJump(server.spec()));
    assertThat(behind.run(Command.of("echo", "through")).stdout()).isEqualTo("through\n");
    assertThat(hosts.connectionsOpened()).isEqualTo(2);
    try (var service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Tunnel tunnel = behind.openTunnel("127.0.0.1", service.getLocalPort())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = service.accept()) {
                  socket.getOutputStream().write("hello".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(tunnel.local().getAddress().isLoopbackAddress()).isTrue();
      try (var socket = new Socket(tunnel.local().getAddress(), tunnel.local().getPort())) {
        assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).isEqualTo("hello");
      }
    }
  }

  @Test
  @SuppressWarnings("try") // ended before its block does: that is what is tested
  void aTunnelToAClosedPortEndsAtOnceAndLeadsThereOnceItIsOpen() throws Exception {
    int port;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    Tunnel tunnel = hosts.connect(server.spec()).openTunnel("127.0.0.1", port);
    try {
      try (var socket = new Socket(tunnel.local().getAddress(), tunnel.local().getPort())) {
        socket.setSoTimeout(5000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      try (var service = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          var socket = new Socket(tunnel.local().getAddress(), tunnel.local().getPort());
          Socket accepted = service.accept()) {
        accepted.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        tunnel.close();
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      tunnel.close();
    }
  }

  @Test
  void sudoTakesTheCommandAndTheScriptOnItsInput() {
    server.program("sudo", "[ \"$1 $2\" = '-n --' ] || exit 9; shift 2; AS_ROOT=yes exec \"$@\"\n");
    server.program("whoami", "echo ${AS_ROOT:-no}\n");
    Host host = hosts.connect(server.spec().withUser("admin"));
    assertThat(host.run(Command.of("whoami")).stdout()).isEqualTo("yes\n");
    assertThat(host.run(Command.script("s", "whoami; cat").withStdin("in")).stdout())
        .isEqualTo("yes\nin");
    assertThat(host.run(Command.of("whoami").withoutSudo()).stdout()).isEqualTo("no\n");
  }

  private Path otherKey() {
    try {
      Path other = Files.createDirectories(directory.resolve("other"));
      try (var elsewhere = new MinaServer(other)) {
        return elsewhere.clientKeyFile();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void forward(int from, int to) throws IOException {
    var listener = new ServerSocket(from, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              try (listener;
                  Socket in = listener.accept();
                  var out = new Socket(InetAddress.getLoopbackAddress(), to)) {
                Thread back =
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                out.getInputStream().transferTo(in.getOutputStream());
                              } catch (IOException _) {
                                return; // Closed at the end of the test.
                              }
                            });
                in.getInputStream().transferTo(out.getOutputStream());
                back.join();
              } catch (IOException | InterruptedException _) {
                return; // Closed at the end of the test.
              }
            });
  }
}
