package dev.k3form.state;

import dev.k3form.model.diagnostic.Diagnostic;
import java.nio.file.Path;

/**
 * What goes wrong when sealed values are opened.
 *
 * <p>Owners that begin with {@code plan} are of a plan file: nothing brings that back, it is made
 * anew.
 */
public final class SealProblems {
  private static final String OF_A_PLAN = "plan ";

  private SealProblems() {}

  /** A seal is not what was sealed there. */
  public static Diagnostic broken(String owner, String path, Path keyFile) {
    Diagnostic.Builder out =
        Diagnostic.error("K3-0733", "a sealed value does not open")
            .note(
                "The seal of `"
                    + path
                    + "` of `"
                    + owner
                    + "` was changed, or copied from another place or another state.");
    return owner.startsWith(OF_A_PLAN)
        ? planAnew(out)
        : out.help(Committed.help("state", keyFile.resolveSibling("k3form.state*.json"))).build();
  }

  /** A seal was made with another data key. */
  public static Diagnostic ofOtherKey(
      String owner, String path, String found, String current, Path keyFile) {
    Diagnostic.Builder out = Diagnostic.error("K3-0734", "a value is sealed with another key");
    if (owner.startsWith(OF_A_PLAN)) {
      return planAnew(
          out.note(
              "The plan was sealed with key "
                  + found
                  + "; the key file holds "
                  + current
                  + ". The key was changed since, or the plan is of another clone."));
    }
    return out.note("`" + path + "` of `" + owner + "` is sealed with key " + found + ".")
        .note("The key file holds " + current + ". State and key file are of different commits.")
        .help(Committed.help("state and its key", keyFile.resolveSibling("k3form.state*")))
        .build();
  }

  private static Diagnostic planAnew(Diagnostic.Builder out) {
    return out.help("plan anew:\n  k3form plan -out=FILE").build();
  }
}
