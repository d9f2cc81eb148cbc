package dev.k3form.state.git;

import dev.k3form.model.diagnostic.Diagnostic;
import java.nio.file.Path;

/** What goes wrong between k3form and git. */
final class GitProblems {
  private static final String FAILED = "K3-0741";

  private GitProblems() {}

  /** Git did not do what was asked, and nothing was begun yet. */
  static Diagnostic failed(String what, String said) {
    return Diagnostic.error(FAILED, "git failed")
        .note("While k3form tried to " + what + ", git said: " + said)
        .help("run it by hand to see what is wrong:\n  git fetch")
        .build();
  }

  /** What was done cannot be committed or pushed. */
  static Diagnostic notPublished(String what, String said) {
    return Diagnostic.error(FAILED, "git failed")
        .note("While k3form tried to " + what + ", git said: " + said)
        .note("What was done is in the state file and the local journal; nobody else has it yet.")
        .help("mend what git says, then publish it:\n  k3form recover")
        .build();
  }

  /** There is no repository or no remote. */
  static Diagnostic noRepository(String why) {
    return Diagnostic.error("K3-0742", "the git store needs a repository with a remote")
        .note(why + ".")
        .help("make one, or use the local store:\n  git init && git remote add origin URL")
        .build();
  }

  /** A state file whose directory is in no repository has no history. */
  static Diagnostic noHistory(Path directory) {
    return Diagnostic.error("K3-0743", "there is no history of the state")
        .note("The history of a state file is in git, and `" + directory + "` is in no repository.")
        .help("begin one:\n  git init && k3form init && git add -A && git commit")
        .build();
  }

  /** Someone pushed a state that this clone has not. */
  static Diagnostic behind(Path file, String upstream) {
    return Diagnostic.error("K3-0744", "the clone has not the newest state")
        .note("`" + file + "` was changed in `" + upstream + "` since this clone last saw it.")
        .help("get it, with the configuration that belongs to it:\n  git pull")
        .build();
  }

  /** The clone is in the middle of a merge, a cherry-pick or a revert. */
  static Diagnostic open(Path directory, String operation) {
    return Diagnostic.error("K3-0745", "a " + operation + " is not concluded in this clone")
        .note("`" + directory + "`: git commits nothing by itself before it is.")
        .help("conclude it:\n  git add -A && git commit --no-edit")
        .help("or go back to where it began:\n  git " + operation + " --abort")
        .build();
  }

  /** Git has no name to commit under. */
  static Diagnostic nobodyCommits(Path directory) {
    return Diagnostic.error("K3-0746", "git does not know who commits here")
        .note("`" + directory + "`: each apply is a commit, which needs a name and an address.")
        .help("say it:\n  git config user.name NAME && git config user.email ADDRESS")
        .build();
  }

  /** No branch is checked out, so there is none to push. */
  static Diagnostic noBranch(Path directory) {
    return Diagnostic.error("K3-0748", "no branch is checked out in this clone")
        .note("`" + directory + "`: the git store commits to a branch and pushes it.")
        .help("check one out:\n  git switch BRANCH")
        .help("or, in the middle of a rebase, finish it first:\n  git rebase --continue")
        .build();
  }
}
