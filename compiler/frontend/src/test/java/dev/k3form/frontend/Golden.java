package dev.k3form.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files with what a test expects.
 *
 * <p>{@code -Dgolden=overwrite} writes what came out in their place; the test fails all the same,
 * so that no build passes by overwriting.
 */
public final class Golden {
  /** The folder of the golden files. */
  public static final Path FOLDER = Path.of("src/test/resources/golden");

  /** The folder of the files that every parser of the language must read. */
  public static final Path CORPUS = Path.of("../../grammar/src/test/resources/corpus");

  private Golden() {}

  /** Compares with the golden file, or writes it. */
  public static void check(Path golden, String actual) {
    try {
      if ("overwrite".equals(System.getProperty("golden"))) {
        if (Files.exists(golden) && Files.readString(golden).equals(actual)) {
          return;
        }
        Files.writeString(golden, actual);
        fail("wrote " + golden);
      }
      assertThat(golden).exists();
      assertThat(actual).isEqualTo(Files.readString(golden));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files of a folder whose name ends so, in order. */
  public static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path with another ending. */
  public static Path sibling(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
  }
}
