package dev.k3form.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody beside k3form does to the lab's machines, through its Proxmox VE API. */
final class PveApi {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final String base;
  private final String token;

  private PveApi(HttpClient client, String endpoint, String token) {
    this.client = client;
    this.base = endpoint + "/api2/json";
    this.token = token;
  }

  /** Reads endpoint, authority and token in the file that the lab writes for the examples. */
  static PveApi of(String variables) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    try (var pem = Files.newInputStream(Path.of(field(variables, "ca_file")))) {
      trust.setCertificateEntry(
          "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(trust);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trusted.getTrustManagers(), null);
    return new PveApi(
        HttpClient.newBuilder().sslContext(tls).build(),
        field(variables, "endpoint"),
        field(variables, "token"));
  }

  private static String field(String text, String name) {
    Matcher m = Pattern.compile("(?m)^\\s*" + name + "\\s*=\\s*\"([^\"]*)\"").matcher(text);
    if (!m.find()) {
      throw new IllegalStateException("the lab's variables have no " + name);
    }
    return m.group(1);
  }

  /** Starts a task and waits until it has ended well. */
  void task(String method, String path) throws IOException, InterruptedException {
    String upid = send(method, path).asString("");
    long begun = System.nanoTime();
    while (true) {
      JsonNode status = send("GET", "/nodes/pve/tasks/" + upid + "/status");
      if (status.path("status").asString("").equals("stopped")) {
        if (!status.path("exitstatus").asString("").equals("OK")) {
          throw new IOException(method + " " + path + ": " + status.path("exitstatus"));
        }
        return;
      }
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IOException(method + " " + path + " does not end");
      }
      Thread.sleep(200);
    }
  }

  private JsonNode send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Authorization", "PVEAPIToken=" + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(method + " " + path + ": status " + response.statusCode());
    }
    return JsonMapper.shared().readTree(response.body()).path("data");
  }
}
