package dev.k3form.hosts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the new and old files of a transaction wait: beside their targets, under hidden names that
 * are the same in every run, so that the next transaction of the name finds what an interrupted one
 * left.
 */
record StagedNames(Transaction transaction) {

  /** Returns where the new file waits. */
  String fresh(String path) {
    return beside("new", path);
  }

  /** Returns where the old file is kept until the transaction is over. */
  String old(String path) {
    return beside("old", path);
  }

  /** Returns a checker's argument with the staged files in the places of their stand-ins. */
  String withStagedPaths(String word) {
    String replaced = word;
    for (FileGoal file : transaction.files()) {
      replaced = replaced.replace(Transaction.staged(file.path()), fresh(file.path()));
    }
    return replaced;
  }

  /** Returns a text of the host with the names of staged files turned back into their targets. */
  String withTargets(String text) {
    String replaced = text;
    for (FileGoal file : transaction.files()) {
      replaced = replaced.replace(fresh(file.path()), file.path());
    }
    return replaced;
  }

  /** Returns the commands that remove every leftover of this name from the targets' directories. */
  String cleaning() {
    Set<String> directories = new LinkedHashSet<>();
    for (FileGoal file : transaction.files()) {
      directories.add(file.path().substring(0, file.path().lastIndexOf('/')));
    }
    var commands = new StringBuilder();
    for (String directory : directories) {
      for (String kind : List.of("new", "old")) {
        commands.append("rm -rf -- " + CommandLine.quote(directory + "/" + prefix(kind)) + "*\n");
      }
    }
    return commands.toString();
  }

  private String beside(String kind, String path) {
    int slash = path.lastIndexOf('/') + 1;
    return path.substring(0, slash) + prefix(kind) + path.substring(slash);
  }

  private String prefix(String kind) {
    return RemotePaths.PREFIX + kind + "=" + transaction.name() + "=";
  }
}
