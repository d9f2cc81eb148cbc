package dev.k3form.hosts;

/**
 * How a command ended: its exit status (128 + number for a signal) and what it printed.
 *
 * @param exit the exit status
 * @param out standard output
 * @param err standard error
 */
public record Result(int exit, Content out, Content err) {

  static Result withoutOutput(int exit) {
    return new Result(exit, Content.empty(), Content.empty());
  }

  /** Reports whether the exit status is zero. */
  public boolean succeeded() {
    return exit == 0;
  }

  /** Returns standard output as text. */
  public String stdout() {
    return out.utf8();
  }

  /** Returns standard error as text. */
  public String stderr() {
    return err.utf8();
  }
}
