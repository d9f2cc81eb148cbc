package dev.k3form.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The store that a clone last used, in {@code .k3form/store}: {@code type=…} and one argument a
 * line.
 *
 * <p>It tells that the configuration chooses another store now. Nothing is lost without it: where
 * it is missing, the local store is taken for the one before.
 */
final class StoreMemory {
  private final Path file;

  StoreMemory(Path directory) {
    this.file = directory.resolve(".k3form").resolve("store");
  }

  /** Returns what was used last. */
  StoreChoice last() {
    return read().orElse(StoreChoice.LOCAL);
  }

  private Optional<StoreChoice> read() {
    SortedMap<String, String> arguments = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          arguments.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    String type = arguments.remove("type");
    return type != null && StoreChoice.types().contains(type)
        ? Optional.of(new StoreChoice(type, arguments))
        : Optional.empty();
  }

  /** Takes note of what is used now. */
  void keep(StoreChoice choice) {
    if (read().orElse(StoreChoice.LOCAL).equals(choice)) {
      return;
    }
    StringBuilder text = new StringBuilder("type=" + choice.type() + "\n");
    choice.arguments().forEach((k, v) -> text.append(k).append('=').append(v).append('\n'));
    try {
      CloneFile.write(file, text.toString());
    } catch (IOException e) {
      return; // a directory that cannot be written: the next command compares the stores anew
    }
  }
}
