package dev.k3form.state.age;

/** A text is no age file, recipient or identity; never says anything of what is inside. */
public final class AgeException extends RuntimeException {
  /** Creates the exception. */
  public AgeException(String message) {
    super(message);
  }

  /** Creates the exception with what led to it. */
  public AgeException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
