package dev.k3form.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the states were that this clone moved away from a store, in {@code .k3form/left}: a digest, a
 * workspace and the store a line.
 *
 * <p>A state that is still so has not gone on, and may be replaced when its successor comes back.
 * Nothing is lost without it: the histories of the stores are asked then.
 */
final class StoresLeft {
  private final Path file;

  StoresLeft(Path directory) {
    this.file = directory.resolve(".k3form").resolve("left");
  }

  private static String place(StoreChoice store, String workspace) {
    boolean database = store.type().equals(StoreChoice.POSTGRES_TYPE);
    return " " + workspace + " " + (database ? store : "files");
  }

  /** Reports whether a state is as it was when it moved away from there. */
  boolean isAsLeft(StoreChoice store, String workspace, String digest) {
    return lines().contains(digest + place(store, workspace));
  }

  /** Takes note of a state that moved away. */
  void left(StoreChoice store, String workspace, String digest) {
    String place = place(store, workspace);
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.endsWith(place));
    lines.add(digest + place);
    try {
      CloneFile.write(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      return; // the histories are asked instead
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
