package dev.k3form.provider.k3s;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.Tunnel;
import dev.k3form.spi.schema.SecretString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTPS server as one machine sees it, reached through the SSH connection to that machine. */
final class Endpoint implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Tunnel tunnel;
  private final SSLContext tls;
  private final HttpClient client;

  private Endpoint(Tunnel tunnel, SSLContext tls) {
    this.tunnel = tunnel;
    this.tls = tls;
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
  }

  static Endpoint open(Host host, String address, int port, SSLContext tls) {
    return new Endpoint(host.openTunnel(address, port), tls);
  }

  /** What came back. */
  record Answer(int status, String body) {
    boolean ok() {
      return status >= 200 && status < 300;
    }

    JsonNode json() {
      return JSON.readTree(body);
    }

    /** Returns the message of a Kubernetes status, or what was said otherwise. */
    String said() {
      try {
        String message = json().path("message").asString("");
        return message.isEmpty() ? "status " + status : message;
      } catch (tools.jackson.core.JacksonException _) {
        return "status " + status;
      }
    }
  }

  Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  Answer getAs(String user, SecretString password, String path) throws IOException {
    String credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8));
    return send(request(path).header("Authorization", "Basic " + credentials).GET());
  }

  Answer post(String path, String json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer patch(String path, String mergePatch) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(mergePatch)));
  }

  Answer delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  /** Returns the names and addresses in the certificate that the server shows. */
  Set<String> subjectAlternativeNames() throws IOException {
    InetSocketAddress local = tunnel.local();
    try (SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(local.getAddress().getHostAddress(), local.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      Certificate[] chain = socket.getSession().getPeerCertificates();
      Set<String> names = new TreeSet<>();
      if (chain[0] instanceof X509Certificate leaf) {
        Collection<List<?>> found = leaf.getSubjectAlternativeNames();
        if (found != null) {
          found.forEach(entry -> names.add(String.valueOf(entry.get(1))));
        }
      }
      return names;
    } catch (CertificateParsingException e) {
      throw new IOException("the server's certificate cannot be read: " + e.getMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) {
    InetSocketAddress local = tunnel.local();
    String base = "https://" + local.getAddress().getHostAddress() + ":" + local.getPort();
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          client.send(
              request.header("Accept", "application/json, */*").build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    tunnel.close();
  }
}
