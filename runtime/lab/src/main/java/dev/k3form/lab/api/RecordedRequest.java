package dev.k3form.lab.api;

import java.util.Map;

/** A request that passed authentication, kept for tests that count or inspect what a client did. */
public record RecordedRequest(String method, String path, Map<String, String> parameters) {
  public RecordedRequest {
    parameters = Map.copyOf(parameters);
  }
}
