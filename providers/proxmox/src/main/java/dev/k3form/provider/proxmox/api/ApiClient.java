package dev.k3form.provider.proxmox.api;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ProviderException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests to one endpoint with one token.
 *
 * <p>HTTP/1.1; form bodies of known length; parameters of GET and DELETE in the query. The server
 * closes a connection that idles for five seconds, so this side lets go after three. A GET is
 * repeated when the connection or the server's own proxy breaks; anything else never is, and its
 * failure is of the kind {@link Kind#OUTCOME_UNKNOWN} unless nothing can have reached the server.
 *
 * <p>Servers before 8.4 tell errors in the reason phrase only, which {@code java.net.http} does not
 * give; to them the ExtJS form of the API is spoken, which always answers in its body.
 */
public final class ApiClient implements AutoCloseable {
  private static final int GET_ATTEMPTS = 3;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);

  private final URI endpoint;
  private final ApiToken token;
  private final Duration requestTimeout;
  private final TrustCheck trust;
  private final ApiFailures failures;
  private final HttpClient http;
  private final Semaphore parallel;
  private final JsonMapper json = JsonMapper.builder().build();
  private final ReentrantLock greeting = new ReentrantLock();
  private volatile @Nullable ServerVersion version;
  private volatile @Nullable ProviderException refused;

  /**
   * Creates a client; contacts nobody.
   *
   * @param parallelRequests how many requests may be under way at a time
   */
  public ApiClient(
      URI endpoint,
      ApiToken token,
      ServerTrust serverTrust,
      Duration requestTimeout,
      int parallelRequests)
      throws ProviderException {
    this.endpoint = endpoint;
    this.token = token;
    this.requestTimeout = requestTimeout;
    this.failures = new ApiFailures(endpoint, token);
    this.parallel = new Semaphore(parallelRequests);
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "3");
    }
    try {
      this.trust = TrustCheck.of(serverTrust);
      this.http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(10))
              .followRedirects(HttpClient.Redirect.NEVER)
              .sslContext(trust.context())
              .build();
    } catch (GeneralSecurityException e) {
      throw new ProviderException(
          Kind.PERMANENT, "TLS cannot be set up: " + e.getMessage(), e, "", List.of());
    }
  }

  /** Returns the endpoint. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns the token's visible part. */
  public String tokenId() {
    return token.id();
  }

  ApiFailures failures() {
    return failures;
  }

  /** Returns the server's version; asked once. A refused token is not tried again. */
  public ServerVersion version(OperationContext context) throws ProviderException {
    ServerVersion known = version;
    if (known != null) {
      return known;
    }
    greeting.lock();
    try {
      if (refused != null) {
        throw refused;
      }
      if (version == null) {
        JsonNode data = send("GET", "/version", Map.of(), context, false);
        version = ServerVersion.parse(data.path("version").asString("0"));
      }
      return version;
    } catch (ApiException e) {
      if (e.status() == 401) {
        refused = e;
      }
      throw e;
    } finally {
      greeting.unlock();
    }
  }

  /** Reads. */
  public JsonNode get(String path, Map<String, String> query, OperationContext context)
      throws ProviderException {
    boolean extjs = version(context).tellsErrorsByReasonOnly();
    for (int attempt = 1; ; attempt++) {
      try {
        return send("GET", path, query, context, extjs);
      } catch (ApiException e) {
        if (e.kind() != Kind.TRANSIENT || e.isBusy() || attempt == GET_ATTEMPTS) {
          throw e;
        }
        context.pause(BETWEEN_ATTEMPTS.multipliedBy(attempt));
      }
    }
  }

  /** Reads, without parameters. */
  public JsonNode get(String path, OperationContext context) throws ProviderException {
    return get(path, Map.of(), context);
  }

  /** Sends a form by POST. */
  public JsonNode post(String path, Map<String, String> form, OperationContext context)
      throws ProviderException {
    return send("POST", path, form, context, version(context).tellsErrorsByReasonOnly());
  }

  /** Sends a form by PUT. */
  public JsonNode put(String path, Map<String, String> form, OperationContext context)
      throws ProviderException {
    return send("PUT", path, form, context, version(context).tellsErrorsByReasonOnly());
  }

  /** Deletes. */
  public JsonNode delete(String path, Map<String, String> query, OperationContext context)
      throws ProviderException {
    return send("DELETE", path, query, context, version(context).tellsErrorsByReasonOnly());
  }

  private JsonNode send(
      String method,
      String path,
      Map<String, String> parameters,
      OperationContext context,
      boolean extjs)
      throws ProviderException {
    if (!method.equals("GET")) {
      context.checkCancelled();
    }
    boolean inQuery = method.equals("GET") || method.equals("DELETE");
    String encoded = FormEncoding.encode(parameters);
    String uri =
        endpoint
            + (extjs ? "/api2/extjs" : "/api2/json")
            + path
            + (inQuery && !encoded.isEmpty() ? "?" + encoded : "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(requestTimeout)
            .header("Authorization", token.header())
            .header("Accept", "application/json");
    if (inQuery) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .method(method, BodyPublishers.ofByteArray(encoded.getBytes(StandardCharsets.US_ASCII)));
    }
    HttpResponse<String> response = exchange(method, path, request.build());
    return extjs ? wrapped(method, path, response) : plain(method, path, response);
  }

  private HttpResponse<String> exchange(String method, String path, HttpRequest request)
      throws ProviderException {
    try {
      parallel.acquire();
      try {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      } finally {
        parallel.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          Kind.CANCELLED, method + " " + path + " was interrupted", e, "", List.of());
    } catch (IOException | UnresolvedAddressException e) {
      throw broken(method, path, e);
    }
  }

  private ProviderException broken(String method, String path, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException && trust.offered().isPresent()) {
        return lost(
            Kind.PERMANENT,
            "the certificate of "
                + endpoint
                + " is not trusted: "
                + cause.getMessage()
                + "; it offers "
                + trust.offered().get(),
            e,
            "endpoint",
            "Give the cluster's authority, /etc/pve/pve-root-ca.pem of any node, as ca_file, and a"
                + " name in endpoint that the certificate bears.",
            "Or compare the fingerprint with `pvenode cert info` on the node and give it as"
                + " fingerprint = \""
                + trust.offered().get()
                + "\".");
      }
      if (cause instanceof UnresolvedAddressException) {
        return lost(
            Kind.PERMANENT,
            "the name of " + endpoint + " is not known",
            e,
            "endpoint",
            "Check the name in endpoint and the resolver of this machine.");
      }
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
        return lost(
            Kind.TRANSIENT,
            "Proxmox at "
                + endpoint
                + " cannot be reached: "
                + (cause.getMessage() == null ? "nothing answers" : cause.getMessage()),
            e,
            "endpoint",
            "Check that the node runs, that endpoint names the right address and port (8006), and"
                + " that a firewall lets it through.");
      }
    }
    Kind kind = method.equals("GET") ? Kind.TRANSIENT : Kind.OUTCOME_UNKNOWN;
    String how =
        e instanceof HttpTimeoutException
            ? "no answer within " + requestTimeout.toSeconds() + " s"
            : "the connection was lost: " + e.getMessage();
    return lost(kind, method + " " + path + " at " + endpoint + ": " + how, e, "");
  }

  private static ApiException lost(
      Kind kind, String message, Exception cause, String argument, String... help) {
    return new ApiException(kind, 0, message, "", Map.of(), cause, argument, List.of(help));
  }

  private JsonNode plain(String method, String path, HttpResponse<String> response)
      throws ApiException {
    int status = response.statusCode();
    JsonNode body = parse(response.body());
    if (status == 200) {
      return body.path("data");
    }
    throw failures.answered(method, path, status, body.path("message").asString(""), errors(body));
  }

  private JsonNode wrapped(String method, String path, HttpResponse<String> response)
      throws ApiException {
    JsonNode body = parse(response.body());
    if (response.statusCode() != 200) {
      throw failures.answered(method, path, response.statusCode(), "", Map.of());
    }
    if (body.path("success").asInt(0) == 1) {
      return body.path("data");
    }
    throw failures.answered(
        method,
        path,
        body.path("status").asInt(500),
        body.path("message").asString(""),
        errors(body));
  }

  private static Map<String, String> errors(JsonNode body) {
    Map<String, String> errors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> error : body.path("errors").properties()) {
      errors.put(error.getKey(), error.getValue().asString(""));
    }
    return errors;
  }

  private JsonNode parse(String body) {
    try {
      return body.isBlank() ? JsonNodeFactory.instance.missingNode() : json.readTree(body);
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
