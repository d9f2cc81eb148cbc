package dev.k3form.hosts;

/**
 * Why a transaction did not take effect, and how the host was left.
 *
 * @param step the step that failed
 * @param subject what failed in it: a checker, a unit, a path, a package manager
 * @param words what it said, control characters gone
 * @param aftermath what became of the files and units
 */
public record TransactionFailure(Step step, String subject, String words, Aftermath aftermath) {

  /** The steps of a transaction. */
  public enum Step {
    LOCK("cannot begin"),
    RECOVER("cannot undo the interrupted transaction before this one"),
    PACKAGES("package manager failed"),
    STAGE("cannot prepare the file"),
    VALIDATE("checker refused the new files"),
    SWAP("cannot put the new file in place"),
    VALIDATE_IN_PLACE("checker refused the new files in their places"),
    UNITS("unit did not come into the wanted state"),
    HEALTH("health check failed");

    private final String phrase;

    Step(String phrase) {
      this.phrase = phrase;
    }
  }

  /**
   * How the host was left.
   *
   * @param state whether the host is as it was
   * @param detail what could not be put back, and why; empty where all is well
   */
  public record Aftermath(State state, String detail) {
    /** Whether the host is as it was before. */
    public enum State {
      /** No file and no unit was touched. */
      UNTOUCHED,
      /** The old files and unit states are back, and the units run with them. */
      PUT_BACK,
      /** Not everything could be put back. */
      PUT_BACK_INCOMPLETE
    }

    /** Returns one sentence for people. */
    public String sentence() {
      return switch (state) {
        case UNTOUCHED -> "No file was changed.";
        case PUT_BACK -> "The old files were put back and their units are as before.";
        case PUT_BACK_INCOMPLETE ->
            "Not everything could be put back: " + detail + ". The host needs a look.";
      };
    }
  }

  /** Returns step, subject and words in one text. */
  public String summary() {
    return step.phrase + " (" + subject + ")" + (words.isBlank() ? "" : ": " + words);
  }
}
