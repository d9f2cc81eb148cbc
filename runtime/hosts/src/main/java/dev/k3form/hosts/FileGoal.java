package dev.k3form.hosts;

/** What is to be at a path. Parents that are missing are made, root's own with mode 0755. */
public sealed interface FileGoal {
  /** Returns the absolute path. */
  String path();

  /** A regular file. */
  record Put(String path, Content content, Attributes attributes) implements FileGoal {
    public Put {
      requireAbsolute(path);
    }
  }

  /** Nothing. Only files, links and empty directories are removed. */
  record Remove(String path) implements FileGoal {
    public Remove {
      requireAbsolute(path);
    }
  }

  /** A symbolic link. */
  record Link(String path, String target) implements FileGoal {
    public Link {
      requireAbsolute(path);
    }
  }

  /** A directory. */
  record MakeDirectory(String path, Attributes attributes) implements FileGoal {
    public MakeDirectory {
      requireAbsolute(path);
    }
  }

  private static void requireAbsolute(String path) {
    if (!path.startsWith("/") || path.endsWith("/") || path.contains("\0")) {
      throw new IllegalArgumentException("not the absolute path of a file: " + path);
    }
  }
}
