package dev.k3form.state;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How to bring back a file as it was: from git where a repository is around it, and from a copy
 * where there is none, since a command that must fail helps nobody.
 */
final class Committed {
  private Committed() {}

  /** Returns the words and the command to bring back what is in a file, or a pattern of files. */
  static String help(String what, Path file) {
    Path name = file.getFileName();
    if (name != null && inRepository(file)) {
      String path = file.toString();
      String quoted = path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path + "'";
      return "bring the last committed " + what + " back:\n  git checkout -- " + quoted;
    }
    return "bring the " + what + " back from a copy; no git repository is around it";
  }

  private static boolean inRepository(Path file) {
    for (Path d = file.toAbsolutePath().normalize().getParent(); d != null; d = d.getParent()) {
      if (Files.exists(d.resolve(".git"))) {
        return true;
      }
    }
    return false;
  }
}
