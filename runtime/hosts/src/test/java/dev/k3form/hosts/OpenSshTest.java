package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
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
  void readsFactsInOneRoundTrip() {
    Host host = hosts.connect(server.spec());
    Facts facts = host.facts();
    assertThat(host.facts()).isSameAs(facts);
    assertThat(host.roundTrips()).isEqualTo(1);
    assertThat(facts.architecture()).isEqualTo(System.getProperty("os.arch").replace("amd64", "x86_64"));
    assertThat(facts.cpus()).isPositive();
    assertThat(facts.memoryBytes()).isPositive();
    assertThat(facts.os().id()).isNotEmpty();
    assertThat(facts.interfaces()).anyMatch(nic -> nic.name().equals("lo"));
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
}
