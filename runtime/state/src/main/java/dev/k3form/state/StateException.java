package dev.k3form.state;

import dev.k3form.model.diagnostic.Diagnostic;

/**
 * State, journal, key or lock cannot be used as asked; says so as a diagnostic.
 *
 * <p>Thrown before anything is lost: what was durable stays durable.
 */
public final class StateException extends RuntimeException {
  private final transient Diagnostic diagnostic;

  /** Creates the exception. */
  public StateException(Diagnostic diagnostic) {
    super(message(diagnostic));
    this.diagnostic = diagnostic;
  }

  /** Creates the exception with what led to it. */
  public StateException(Diagnostic diagnostic, Throwable cause) {
    super(message(diagnostic), cause);
    this.diagnostic = diagnostic;
  }

  /** Returns what to tell the user. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** Returns the diagnostic's permanent code, such as {@code K3-0701}. */
  public String code() {
    return diagnostic.code().text();
  }

  private static String message(Diagnostic diagnostic) {
    return diagnostic.code()
        + ": "
        + diagnostic.summary()
        + (diagnostic.notes().isEmpty() ? "" : ": " + String.join(" ", diagnostic.notes()));
  }
}
