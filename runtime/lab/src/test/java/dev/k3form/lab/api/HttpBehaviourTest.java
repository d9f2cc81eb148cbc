package dev.k3form.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.datacenter.Timing;
import dev.k3form.lab.machine.InMemoryMachines;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens below the API: section 1.3 of the reference, seen on a raw socket. */
class HttpBehaviourTest {

  private LabServer server;
  private SSLContext tls;

  @BeforeEach
  void start() throws Exception {
    server = LabServer.inMemory(new InMemoryMachines(), Timing.proxmox(), Optional.empty());
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(server.caPem().getBytes(StandardCharsets.UTF_8))));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket connect() throws Exception {
    return tls.getSocketFactory().createSocket("127.0.0.1", server.port());
  }

  /** Sends text and reads until the server closes. */
  private String talk(String text) throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String authorization() {
    return "Authorization: PVEAPIToken=" + server.token() + "\n";
  }

  @Test
  void idleConnectionEndsAfterFiveSeconds() throws Exception {
    Instant begin = Instant.now();
    String answer = talk("GET /api2/json/version HTTP/1.1\n" + authorization() + "\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Connection: Keep-Alive");
    assertThat(Duration.between(begin, Instant.now()))
        .isBetween(Duration.ofMillis(4900), Duration.ofSeconds(9));
  }

  @Test
  void wrongTokenIsToldLateAndOnlyInTheReason() throws Exception {
    Instant begin = Instant.now();
    String answer =
        talk(
            """
            GET /api2/json/version HTTP/1.1
            Authorization: PVEAPIToken=k3form@pve!lab=0000

            """);
    assertThat(answer).startsWith("HTTP/1.1 401 Authentication failed!\r\n");
    assertThat(answer).endsWith("\r\n\r\n").contains("Connection: close");
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(2900));
    assertThat(talk("GET /api2/json/version HTTP/1.1\n\n")).startsWith("HTTP/1.1 401 No ticket");
  }

  @Test
  void refusals() throws Exception {
    assertThat(
            talk(
                "POST /api2/json/nodes/pve/qemu HTTP/1.1\nTransfer-Encoding: chunked\n"
                    + authorization()
                    + "\n"))
        .startsWith("HTTP/1.1 501 chunked transfer encoding not supported\r\n")
        .endsWith("chunked transfer encoding not supported");
    assertThat(
            talk(
                "DELETE /api2/json/nodes/pve/qemu/101 HTTP/1.1\nContent-Length: 7\n"
                    + authorization()
                    + "\npurge=1"))
        .startsWith("HTTP/1.1 501 Unexpected content for method 'DELETE'\r\n");
    assertThat(
            talk(
                "POST /api2/json/nodes/pve/qemu HTTP/1.1\nContent-Length: 600000\n"
                    + authorization()
                    + "\n"))
        .startsWith("HTTP/1.1 501 for data too large\r\n");
  }

  @Test
  void plainHttpIsSentToHttps() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 301 ").contains("Location: https://");
    }
  }

  @Test
  void extjsAlwaysAnswers200() throws Exception {
    assertThat(
            talk(
                "GET /api2/extjs/nodes/pve/qemu/777/config HTTP/1.1\nConnection: close\n"
                    + authorization()
                    + "\n"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("\"success\":0", "\"status\":500", "777.conf' does not exist");
  }

  @Test
  void jsonBodiesWork() throws Exception {
    String body = "{\"vmid\":150,\"name\":\"j\",\"onboot\":true,\"cores\":2}";
    assertThat(
            talk(
                "POST /api2/json/nodes/pve/qemu HTTP/1.1\nConnection: close\n"
                    + "Content-Type: application/json\nContent-Length: "
                    + body.length()
                    + "\n"
                    + authorization()
                    + "\n"
                    + body))
        .contains("\"data\":\"UPID:pve:", ":qmcreate:150:k3form@pve!lab:");
    assertThat(server.datacenter().repository().vm(150)).isPresent();
  }

  @Test
  void valuesThatAreNotEncodedAreCutAtTheSecondEqualsSign() throws Exception {
    String body = "net0=virtio,bridge=vmbr0&vmid=151";
    assertThat(
            talk(
                "POST /api2/json/nodes/pve/qemu HTTP/1.1\nConnection: close\nContent-Length: "
                    + body.length()
                    + "\n"
                    + authorization()
                    + "\n"
                    + body))
        .startsWith("HTTP/1.1 400 Parameter verification failed.")
        .contains("duplicate key in comma-separated list property: model");
  }
}
