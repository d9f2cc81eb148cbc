package dev.k3form.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.lab.api.Certificates;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust, tokens and endpoints: the right ones, and what is said about wrong ones. */
final class ConnectionTest {
  @TempDir private Path directory;
  private World world;

  @BeforeEach
  void begin() throws Exception {
    world = new World();
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static ProviderException refused(ProxmoxSession session) {
    try (session) {
      return catchThrowableOfType(
          ProviderException.class, () -> session.inventory().recent(RecordingContext.calm()));
    }
  }

  private ProxmoxSession open(@Nullable String ca, @Nullable String fingerprint)
      throws ProviderException {
    return World.open(
        world.server.endpoint(),
        world.server.token(),
        new ProxmoxConfiguration.Tls(null, ca, fingerprint));
  }

  @Test
  void aPinnedFingerprintIsEnough() throws Exception {
    try (ProxmoxSession session = open(null, "sha256:" + world.server.fingerprint())) {
      assertThat(session.inventory().recent(RecordingContext.calm()).offline())
          .containsEntry("pve", false);
    }
    URI byName = URI.create("https://localhost:" + world.server.port());
    try (ProxmoxSession session =
        World.open(
            byName,
            world.server.token(),
            new ProxmoxConfiguration.Tls(null, null, world.server.fingerprint()))) {
      assertThat(session.inventory().recent(RecordingContext.calm()).vms()).isEmpty();
    }
  }

  @Test
  void aWrongFingerprintTellsTheOfferedOne() throws Exception {
    ProviderException e = refused(open(null, "00:".repeat(31) + "00"));
    assertThat(e)
        .hasMessageContaining("is not trusted")
        .hasMessageContaining(world.server.fingerprint());
    assertThat(e.argument()).isEqualTo("endpoint");
    assertThat(e.kind()).isEqualTo(ProviderException.Kind.PERMANENT);
  }

  @Test
  void aWrongAuthorityTellsTheOfferedFingerprint() throws Exception {
    String other = Certificates.create(List.of("127.0.0.1")).caPem();
    ProviderException e = refused(open(other, null));
    assertThat(e).hasMessageContaining(world.server.fingerprint());
    assertThat(e.help()).anyMatch(h -> h.contains("/etc/pve/pve-root-ca.pem"));
  }

  @Test
  void withTheAuthorityTheNameIsChecked() throws Exception {
    URI other = URI.create("https://127.0.0.2:" + world.server.port());
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      ProviderException e =
          refused(
              World.open(
                  other,
                  world.server.token(),
                  new ProxmoxConfiguration.Tls(null, world.server.caPem(), null)));
      assertThat(e.argument()).isEqualTo("endpoint");
    }
  }

  @Test
  void thePlatformDoesNotTrustTheLab() throws Exception {
    assertThat(refused(open(null, null))).hasMessageContaining("is not trusted");
  }

  @Test
  void aWrongTokenIsToldOnceAndWithoutTheSecret() throws Exception {
    String secret = "00000000-1111-2222-3333-444444444444";
    try (ProxmoxSession session =
        world.open(world.server.endpoint(), "k3form@pve!nosuch=" + secret)) {
      long begin = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        ProviderException e =
            catchThrowableOfType(
                ProviderException.class, () -> session.inventory().recent(RecordingContext.calm()));
        assertThat(e).hasMessageContaining("does not know the API token k3form@pve!nosuch");
        assertThat(e.argument()).isEqualTo("token");
        assertThat(e.help()).anyMatch(h -> h.contains("pveum user token add k3form@pve nosuch"));
        assertThat(e.toString() + e.help()).doesNotContain(secret);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void nobodyAtTheEndpointIsTold() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ProviderException e =
        refused(world.open(URI.create("https://127.0.0.1:" + port), world.server.token()));
    assertThat(e).hasMessageContaining("cannot be reached");
    assertThat(e.argument()).isEqualTo("endpoint");
  }

  private ProviderException misconfigured(
      String endpoint, String token, @Nullable String caFile, @Nullable String fingerprint) {
    return catchThrowableOfType(
        ProviderException.class,
        () ->
            new ProxmoxProvider()
                .open(
                    new ProxmoxConfiguration(
                        endpoint,
                        new SecretString(token),
                        caFile,
                        fingerprint,
                        false,
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        4,
                        2,
                        2),
                    new RecordingSessionContext(directory)));
  }

  @Test
  void configurationsThatCannotWorkAreBlamed() throws IOException {
    String good = "k3form@pve!a=b";
    assertThat(misconfigured("http://pve:8006", good, null, null).argument()).isEqualTo("endpoint");
    assertThat(misconfigured("pve", good, null, null).argument()).isEqualTo("endpoint");
    ProviderException token = misconfigured("https://pve:8006", "hush-hush", null, null);
    assertThat(token.argument()).isEqualTo("token");
    assertThat(token.toString() + token.help()).doesNotContain("hush");
    assertThat(misconfigured("https://pve:8006", good, "nosuch.pem", null))
        .hasMessageContaining("there is no such file");
    Files.writeString(directory.resolve("empty.pem"), "nothing\n");
    assertThat(misconfigured("https://pve:8006", good, "empty.pem", null))
        .hasMessageContaining("no PEM certificate");
    assertThat(misconfigured("https://pve:8006", good, null, "abc").argument())
        .isEqualTo("fingerprint");
    assertThat(misconfigured("https://pve:8006", good, "empty.pem", "abc"))
        .hasMessageContaining("more than once");
  }
}
