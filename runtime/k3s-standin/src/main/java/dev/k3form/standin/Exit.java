package dev.k3form.standin;

/**
 * The program ends. k3s ends with status 1 when it cannot begin ({@code level=fatal}), and with
 * status 0 when it shuts itself down while running, even before it was ready.
 */
public final class Exit extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean fatal;

  private Exit(String message, boolean fatal) {
    super(message, null, false, false);
    this.fatal = fatal;
  }

  public static Exit fatal(String message) {
    return new Exit(message, true);
  }

  public static Exit shutdown(String message) {
    return new Exit(message, false);
  }

  public boolean fatal() {
    return fatal;
  }

  /** Writes the last line of the log. */
  public void tell(Log log) {
    String text = String.valueOf(getMessage());
    if (fatal) {
      log.fatal(text);
    } else {
      log.error("Shutdown request received: " + text);
    }
  }

  public int status() {
    return fatal ? 1 : 0;
  }
}
