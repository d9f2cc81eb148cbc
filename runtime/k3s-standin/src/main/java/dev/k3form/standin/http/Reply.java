package dev.k3form.standin.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request is answered with; all that is ever sent is text. */
public record Reply(int status, String type, Map<String, String> headers, String body) {

  private static final String JSON = "application/json";
  public static final String PLAIN = "text/plain; charset=utf-8";

  public static Reply text(int status, String type, String text) {
    return new Reply(status, type, Map.of(), text);
  }

  public static Reply json(int status, @Nullable Object value) {
    return text(status, JSON, Json.print(value) + "\n");
  }

  /** What Go's multiplexer says to a path that it does not know. */
  public static Reply notFound() {
    return text(404, PLAIN, "404 page not found\n")
        .with(Map.of("X-Content-Type-Options", "nosniff"));
  }

  /** A failure as the supervisor tells it: a Kubernetes Status without its version. */
  public static Reply refusal(int code, String message, String reason) {
    return text(code, JSON, Json.pretty(status(code, message, reason, false)));
  }

  /** A failure as the Kubernetes API tells it. */
  public static Reply failure(int code, String message, String reason) {
    return text(code, JSON, Json.pretty(status(code, message, reason, true))).audited();
  }

  private static Map<String, @Nullable Object> status(
      int code, String message, String reason, boolean versioned) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    if (versioned) {
      status.put("apiVersion", "v1");
    }
    status.put("metadata", Map.of());
    status.put("status", "Failure");
    status.put("message", message);
    status.put("reason", reason);
    status.put("code", code);
    return status;
  }

  /** With the headers that the Kubernetes API puts on every answer. */
  public Reply audited() {
    return with(
        Map.of("Audit-Id", UUID.randomUUID().toString(), "Cache-Control", "no-cache, private"));
  }

  public Reply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Reply(status, type, all, body);
  }

  public String text() {
    return body;
  }
}
