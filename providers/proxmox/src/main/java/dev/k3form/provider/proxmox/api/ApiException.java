package dev.k3form.provider.proxmox.api;

import dev.k3form.spi.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proxmox refused a request or a task of it failed.
 *
 * <p>Nearly every error is an HTTP 500, so callers tell them apart by the server's text.
 */
public final class ApiException extends ProviderException {
  private static final long serialVersionUID = 1L;
  private static final Pattern BUSY =
      Pattern.compile("(got timeout|got lock request timeout)\\.?$");
  private static final Pattern TAKEN =
      Pattern.compile("unable to create VM \\d+(:| -) .*already exists");
  private static final Pattern LOCKED = Pattern.compile("VM is locked \\(([a-z-]+)\\)");

  private final int status;
  private final String text;
  private final transient Map<String, String> errors;

  ApiException(
      Kind kind,
      int status,
      String message,
      String text,
      Map<String, String> errors,
      @Nullable Throwable cause,
      String argument,
      List<String> help) {
    super(kind, message, cause, argument, help);
    this.status = status;
    this.text = text;
    this.errors = Map.copyOf(errors);
  }

  /** Returns the HTTP status; 0 for the failure of a task or of the connection. */
  public int status() {
    return status;
  }

  /** Returns the server's own text. */
  public String text() {
    return text;
  }

  /** Returns what is wrong with which parameter. */
  public Map<String, String> errors() {
    return errors;
  }

  /** Reports whether somebody else held a lock too long; there was no effect. */
  public boolean isBusy() {
    return BUSY.matcher(text.strip()).find();
  }

  /** Reports whether the VM id is somebody's already. */
  public boolean isIdTaken() {
    return TAKEN.matcher(text).find();
  }

  /** Reports whether the VM's configuration is locked by an operation. */
  public boolean isLocked() {
    return LOCKED.matcher(text).find();
  }

  /** Reports whether there is no such VM on the node that was asked. */
  public boolean isNoSuchVm() {
    return text.contains("/qemu-server/") && text.contains("does not exist");
  }

  /** Returns the same failure, blamed on an argument, with a way out. */
  public ApiException because(String message, String culprit, String... help) {
    return new ApiException(
        kind(), status, message, text, errors, getCause(), culprit, List.of(help));
  }
}
