package dev.k3form.lab.datacenter;

/** Thrown inside a worker that is to die as by kill -9: nothing that it began is cleaned up. */
public final class WorkerKilled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkerKilled() {
    super("unexpected status", null, false, false);
  }
}
