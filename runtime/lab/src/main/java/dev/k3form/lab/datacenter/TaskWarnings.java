package dev.k3form.lab.datacenter;

/** Ends a worker in {@code WARNINGS: n}, which is a success that grumbles. */
public final class TaskWarnings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int count;

  public TaskWarnings(int count) {
    super("WARNINGS: " + count, null, false, false);
    this.count = count;
  }

  public int count() {
    return count;
  }
}
