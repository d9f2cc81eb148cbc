package dev.k3form.state.json;

/** A text is not JSON, or not of the shape that was expected; the message is fit for a user. */
public final class JsonException extends RuntimeException {
  private final boolean atEnd;

  /** Creates the exception. */
  public JsonException(String message) {
    this(message, false);
  }

  /** Creates the exception with what led to it. */
  public JsonException(String message, Throwable cause) {
    super(message, cause);
    this.atEnd = false;
  }

  JsonException(String message, boolean atEnd) {
    super(message);
    this.atEnd = atEnd;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Reports whether the text just stops too early. */
  public boolean atEnd() {
    return atEnd;
  }
}
