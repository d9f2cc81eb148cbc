package dev.k3form.frontend.load;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic on paths as users write them, with slashes, relative to the command's directory. */
public final class Paths {
  private Paths() {}

  /** Returns a path seen from a directory, without needless parts. */
  public static String join(String directory, String path) {
    return path.startsWith("/") ? normal(path) : normal(directory + "/" + path);
  }

  private static String normal(String path) {
    boolean absolute = path.startsWith("/");
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(absolute && part.equals(".."))) {
        parts.add(part);
      }
    }
    String joined = String.join("/", parts);
    return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
  }
}
