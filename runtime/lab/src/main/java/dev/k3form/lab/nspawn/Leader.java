package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a machine's init: the descendant that is process 1 of a process namespace of its own. */
final class Leader {

  private Leader() {}

  static Optional<ProcessId> below(long pid) {
    for (long child : children(pid)) {
      if (isInit(child)) {
        return ProcessId.of(child);
      }
      Optional<ProcessId> deeper = below(child);
      if (deeper.isPresent()) {
        return deeper;
      }
    }
    return Optional.empty();
  }

  private static List<Long> children(long pid) {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        for (String child : Files.readString(thread.resolve("children")).split(" ", -1)) {
          if (!child.isBlank()) {
            found.add(Long.valueOf(child.strip()));
          }
        }
      }
    } catch (IOException e) {
      return found; // It ended in between.
    }
    return found;
  }

  private static boolean isInit(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("NSpid:"))
          .anyMatch(line -> line.strip().matches("NSpid:(\\s+\\d+)+\\s+1"));
    } catch (IOException e) {
      return false;
    }
  }
}
