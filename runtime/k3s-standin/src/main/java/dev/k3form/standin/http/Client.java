package dev.k3form.standin.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Requests to one server. The server's certificate is verified against the context's authority and
 * for the address, except where the context is the one that trusts all ({@link #anybody}).
 */
public final class Client {

  private final String base;
  private final SSLContext context;
  private final boolean verify;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Duration timeout = Duration.ofSeconds(10);

  private Client(String base, SSLContext context, boolean verify) {
    this.base = base;
    this.context = context;
    this.verify = verify;
  }

  public static Client to(String base, SSLContext context) {
    return new Client(base, context, true);
  }

  /** For fetching a CA that is then compared with the token's hash. */
  public static Client anybody(String base, SSLContext trustsAll) {
    return new Client(base, trustsAll, false);
  }

  /**
   * Verifies the authority but not the name. An agent speaks to its servers through a load balancer
   * of its own on 127.0.0.1, and that is the name which every server's certificate has.
   */
  public static Client nameless(String base, SSLContext context) {
    return new Client(base, context, false);
  }

  public Client basic(String user, String password) {
    String credentials = user + ":" + password;
    headers.put(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public Client header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public Client timeout(Duration limit) {
    this.timeout = limit;
    return this;
  }

  public Reply get(String path) throws IOException {
    return send("GET", path, "");
  }

  public Reply send(String method, String path, String body) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setSSLSocketFactory(context.getSocketFactory());
    if (!verify) {
      connection.setHostnameVerifier((_, _) -> true);
    }
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    headers.forEach(connection::setRequestProperty);
    if (!body.isEmpty()) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(bytes.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
    }
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    byte[] answer = new byte[0];
    if (stream != null) {
      try (stream) {
        answer = stream.readAllBytes();
      }
    }
    String type = connection.getContentType();
    return new Reply(
        status, type == null ? "" : type, Map.of(), new String(answer, StandardCharsets.UTF_8));
  }
}
