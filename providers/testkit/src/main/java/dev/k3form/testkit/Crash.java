package dev.k3form.testkit;

/**
 * The end of the process in the middle of an operation, as far as a test can play it.
 *
 * <p>An error, so that no handler of exceptions takes it for a failure that it may report.
 */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  /** Creates the crash. */
  public Crash(String where) {
    super("crash " + where);
  }
}
