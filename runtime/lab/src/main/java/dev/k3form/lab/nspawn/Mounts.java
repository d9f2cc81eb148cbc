package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** What is mounted where, from proc_pid_mountinfo(5). */
public final class Mounts {

  private Mounts() {}

  /** The mount points at and below a directory, the deepest first. */
  public static List<Path> below(Path directory) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .map(line -> Path.of(unescape(line.split(" ", -1)[4])))
        .filter(point -> point.startsWith(directory))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static String unescape(String point) {
    return point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  /** Unmounts everything at and below a directory; lazily what is still busy. */
  public static void unmountBelow(Path directory) throws IOException {
    for (Path point : below(directory)) {
      Command.Result plain = Command.attempt("", List.of("umount", point.toString()));
      if (!plain.succeeded() && below(directory).contains(point)) {
        Command.run("umount", "-l", point.toString());
      }
    }
  }
}
