package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host keys: matching, unknown, changed, hashed, revoked. */
class HostKeyTest {
  @TempDir Path directory;
  private final KeyPair hostKey = MinaServer.key("ecdsa-sha2-nistp256", 256);
  private final String line = MinaServer.line(hostKey);
  private final String otherLine = MinaServer.line(MinaServer.key("ecdsa-sha2-nistp256", 256));
  private MinaServer server;
  private Hosts hosts;

  @BeforeEach
  void start() {
    server = new MinaServer(directory, hostKey);
    hosts = new Hosts(Settings.defaults(), server.nobody());
  }

  @AfterEach
  void stop() {
    hosts.close();
    server.close();
  }

  private HostSpec trusting(HostTrust trust) {
    HostSpec spec = server.spec();
    return HostSpec.root(spec.address(), trust)
        .withPort(spec.port())
        .withIdentityFiles(server.clientKeyFile());
  }

  private HostSpec knownHosts(String text) throws IOException {
    return trusting(HostTrust.knownHosts(Files.writeString(directory.resolve("known"), text)));
  }

  private String name() {
    return "[127.0.0.1]:" + server.port();
  }

  private void accepts(HostSpec spec) {
    assertThat(hosts.connect(spec).run(Command.of("echo", "in")).stdout()).isEqualTo("in\n");
  }

  @Test
  void aPinnedKeyIsAccepted() {
    accepts(trusting(HostTrust.pinned(otherLine, line + " root@lb-01")));
  }

  @Test
  void aChangedKeyTellsBothFingerprintsAndIsNotTriedAgain() {
    long begin = System.nanoTime();
    assertThatThrownBy(
            () ->
                hosts.connectWithin(trusting(HostTrust.pinned(otherLine)), Duration.ofSeconds(60)))
        .isInstanceOfSatisfying(
            HostException.HostKeyChanged.class,
            changed -> {
              assertThat(changed.offered()).isEqualTo(PublicKeyLine.parse(line).fingerprint());
              assertThat(changed.expected())
                  .containsExactly(PublicKeyLine.parse(otherLine).fingerprint());
            })
        .hasMessageContaining("SHA256:");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(server.runs()).isZero();
  }

  @Test
  void knownHostsByNameWildcardAndHash() throws Exception {
    accepts(knownHosts("# mine\n\n" + name() + " " + line + "\n"));
    accepts(knownHosts("[127.0.0.?]:*,!example " + line + " comment\n"));
    var mac = Mac.getInstance("HmacSHA1");
    byte[] salt = "twenty bytes of salt".getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    String hash =
        Base64.getEncoder().encodeToString(mac.doFinal(name().getBytes(StandardCharsets.UTF_8)));
    accepts(knownHosts("|1|" + Base64.getEncoder().encodeToString(salt) + "|" + hash + " " + line));
  }

  @Test
  void aHostThatKnownHostsDoesNotHaveIsUnknown() throws IOException {
    HostSpec spec = knownHosts("127.0.0.1 " + line + "\n[other]:22 " + line + "\n");
    assertThatThrownBy(() -> hosts.connect(spec).exec(Command.of("true")))
        .isInstanceOf(HostException.HostKeyUnknown.class)
        .hasMessageContaining(PublicKeyLine.parse(line).fingerprint())
        .hasMessageContaining("ssh-keygen -lf");
    HostSpec none = trusting(HostTrust.knownHosts(directory.resolve("nowhere")));
    assertThatThrownBy(() -> hosts.connect(none).exec(Command.of("true")))
        .isInstanceOf(HostException.HostKeyUnknown.class);
  }

  @Test
  void aRevokedKeyIsRefusedEvenIfAnotherLineTrustsIt() throws IOException {
    HostSpec spec = knownHosts("@revoked * " + line + "\n" + name() + " " + line + "\n");
    assertThatThrownBy(() -> hosts.connect(spec).exec(Command.of("true")))
        .isInstanceOf(HostException.HostKeyChanged.class)
        .hasMessageContaining("a revoked key");
  }

  @Test
  void aLineThatIsNoKeyIsRefusedBeforeAnyContact() {
    assertThatThrownBy(() -> HostTrust.pinned("ssh-ed25519")).hasMessageContaining("AAAA");
    assertThatThrownBy(() -> HostTrust.pinned("ssh-rsa " + line.split(" ", 3)[1]))
        .hasMessageContaining("does not hold a key of type ssh-rsa");
    assertThatThrownBy(() -> HostTrust.pinned("")).hasMessageContaining("no host key");
  }
}
