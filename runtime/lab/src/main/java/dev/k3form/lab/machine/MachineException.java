package dev.k3form.lab.machine;

/** The runtime could not do what was asked; the message is fit for a task log. */
public final class MachineException extends Exception {
  private static final long serialVersionUID = 1L;

  public MachineException(String message) {
    super(message);
  }

  public MachineException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
