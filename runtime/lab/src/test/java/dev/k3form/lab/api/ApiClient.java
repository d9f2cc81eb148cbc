package dev.k3form.lab.api;

import dev.k3form.lab.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A plain client of the API for tests; pins the lab's CA like the provider does. */
public final class ApiClient {

  /** An answer: HTTP status and parsed body. */
  public record Reply(int status, Map<String, @Nullable Object> body) {
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> data() {
      return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(body.get("data"));
    }

    public @Nullable Object raw() {
      return body.get("data");
    }

    public String text() {
      return String.valueOf(body.get("data"));
    }

    public String message() {
      return String.valueOf(body.get("message"));
    }

    @SuppressWarnings("unchecked")
    public Map<String, String> errors() {
      return (Map<String, String>) java.util.Objects.requireNonNull(body.get("errors"));
    }
  }

  private final URI endpoint;
  private final String token;
  private final HttpClient http;

  public ApiClient(URI endpoint, String token, String caPem) throws Exception {
    this.endpoint = endpoint;
    this.token = token;
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.UTF_8))));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }

  public static ApiClient of(LabServer server) throws Exception {
    return new ApiClient(server.endpoint(), server.token(), server.caPem());
  }

  /** Sends alternating names and values; in the query for GET and DELETE, as a form otherwise. */
  public Reply call(String method, String path, String... parameters)
      throws IOException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i], parameters[i + 1]);
    }
    String encoded =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    boolean query = method.equals("GET") || method.equals("DELETE");
    String target = "/api2/json" + path + (query && !encoded.isEmpty() ? "?" + encoded : "");
    var builder =
        HttpRequest.newBuilder(endpoint.resolve(target))
            .header("Authorization", "PVEAPIToken=" + token);
    if (query) {
      builder.method(method, BodyPublishers.noBody());
    } else {
      builder
          .header("Content-Type", "application/x-www-form-urlencoded")
          .method(method, BodyPublishers.ofString(encoded));
    }
    HttpResponse<String> response =
        http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        Json.parseObject(response.body().isEmpty() ? "{}" : response.body()));
  }

  /** Starts a task and returns its exit status. */
  public String task(String method, String path, String... parameters)
      throws IOException, InterruptedException {
    Reply reply = call(method, path, parameters);
    if (reply.status() != 200) {
      throw new IOException(method + " " + path + ": " + reply);
    }
    return await(reply.text());
  }

  /** Waits for a task's end and returns its exit status. */
  public String await(String upid) throws IOException, InterruptedException {
    while (true) {
      Map<String, @Nullable Object> status =
          call("GET", "/nodes/pve/tasks/" + upid + "/status").data();
      if ("stopped".equals(status.get("status"))) {
        return String.valueOf(status.get("exitstatus"));
      }
      Thread.sleep(20);
    }
  }
}
