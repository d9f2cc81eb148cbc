package dev.k3form.lab.api;

import dev.k3form.lab.Json;
import dev.k3form.lab.http.HttpReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API says, before it is put into one of its two dresses: {@code json} speaks through the
 * HTTP status and reason, {@code extjs} always answers 200 and tells the status inside.
 */
record Answer(int status, String message, Map<String, String> errors, @Nullable Object data) {

  Answer {
    errors = Map.copyOf(errors);
  }

  static Answer ok(@Nullable Object data) {
    return new Answer(200, "OK", Map.of(), data);
  }

  static Answer error(int status, String message) {
    return new Answer(status, message, Map.of(), null);
  }

  HttpReply render(boolean extjs) {
    boolean success = status == 200;
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("data", data);
    if (!success) {
      body.put("message", message + "\n");
      if (!errors.isEmpty()) {
        body.put("errors", errors);
      }
    }
    if (extjs) {
      body.put("success", success ? 1 : 0);
      if (!success) {
        body.put("status", status);
      }
    }
    return new HttpReply.Full(
        extjs ? 200 : status,
        extjs || success ? "OK" : message,
        Map.of("Content-Type", "application/json;charset=UTF-8"),
        Json.print(body),
        false);
  }
}
