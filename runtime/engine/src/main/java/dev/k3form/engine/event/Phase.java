package dev.k3form.engine.event;

/** A stretch of work that the user may have to wait for. */
public enum Phase {
  /** Reads and compiles the configuration. */
  COMPILE("compiling"),
  /** Asks what became of operations that an earlier run was cut off in. */
  RECOVER("settling unfinished operations"),
  /** Reads what is there. */
  READ("reading"),
  /** Compares what is with what should be. */
  PLAN("planning"),
  /** Executes the plan. */
  APPLY("applying"),
  /** Writes the state. */
  COMMIT("saving state");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** Returns what is done, in a few words. */
  public String text() {
    return text;
  }
}
