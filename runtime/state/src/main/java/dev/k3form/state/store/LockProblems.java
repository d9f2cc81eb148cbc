package dev.k3form.state.store;

import dev.k3form.model.diagnostic.Diagnostic;
import java.time.Duration;

/** What is told of a lock while it is held, of which nothing stops yet. */
final class LockProblems {
  private static final String CODE = "K3-0724";

  private LockProblems() {}

  /** No sign of life gets through; work goes on until others may take the lock. */
  static Diagnostic silent(String lock, String why, Duration left) {
    return Diagnostic.warning(CODE, "the lock on the state cannot be renewed")
        .note("This is " + lock + ". " + why)
        .note(
            "Operations go on for another "
                + left.toSeconds()
                + "s, until others may take the lock. What is done is in the local journal.")
        .build();
  }

  /** Others may have the lock by now. */
  static Diagnostic expired(String lock, Duration expiry) {
    return Diagnostic.warning(CODE, "the lock on the state has expired")
        .note(
            "No sign of life got through to "
                + lock
                + " for "
                + expiry.toSeconds()
                + "s. What runs is finished, and nothing more begins while it cannot be renewed.")
        .build();
  }

  /** It was silent, and is renewed. */
  static Diagnostic renewed(String lock, Duration silence) {
    return Diagnostic.warning(CODE, "the lock on the state is renewed again")
        .note("No sign of life got through to " + lock + " for " + silence.toSeconds() + "s.")
        .build();
  }
}
