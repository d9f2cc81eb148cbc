package dev.k3form.lab.api;

/** A permission that the token lacks (HTTP 403). */
final class Denied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Denied(String message) {
    super(message);
  }

  /**
   * All of {@code privileges} (joined by the caller with {@code ", "} or {@code "|"}) at a path.
   */
  static Denied at(String path, String privileges) {
    return new Denied("Permission check failed (" + path + ", " + privileges + ")");
  }

  static Denied because(String reason) {
    return new Denied("Permission check failed (" + reason + ")");
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
