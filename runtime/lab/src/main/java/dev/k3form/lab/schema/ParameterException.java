package dev.k3form.lab.schema;

import java.util.Map;

/** Parameters that do not fit their schema: one message per parameter (HTTP 400). */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, String> errors;

  public ParameterException(Map<String, String> errors) {
    super("Parameter verification failed.");
    this.errors = Map.copyOf(errors);
  }

  public static ParameterException of(String parameter, String message) {
    return new ParameterException(Map.of(parameter, message));
  }

  public Map<String, String> errors() {
    return errors;
  }
}
