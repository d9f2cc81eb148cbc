package dev.k3form.lab.datacenter;

/** Proxmox's {@code die}: an HTTP 500 with this text in a request, the exit status in a task. */
public final class DatacenterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatacenterException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
