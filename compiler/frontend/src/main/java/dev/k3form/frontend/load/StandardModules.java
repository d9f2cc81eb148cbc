package dev.k3form.frontend.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;

/**
 * Files, and below {@code std/} the modules that come with k3form.
 *
 * <p>They are resources of this program, listed in {@code index}; they belong to it and are not
 * recorded for saved plans.
 */
public record StandardModules(FileAccess files) implements FileAccess {
  private static final String PREFIX = "std/";

  private static byte[] resource(String path) throws IOException {
    try (InputStream in = StandardModules.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new java.nio.file.NoSuchFileException(path);
      }
      return in.readAllBytes();
    }
  }

  @Override
  public byte[] read(String path) throws IOException {
    return isStandard(path) ? resource(path) : files.read(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return isStandard(path) ? index().contains(path) : files.exists(path);
  }

  private static boolean isStandard(String path) throws IOException {
    return path.startsWith(PREFIX)
        && index().stream().anyMatch(p -> p.equals(path) || p.startsWith(path + "/"));
  }

  private static List<String> index() throws IOException {
    return new String(resource(PREFIX + "index"), StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public List<String> list(String directory) throws IOException {
    if (!isStandard(directory)) {
      return files.list(directory);
    }
    String prefix = directory + "/";
    return index().stream()
        .filter(p -> p.startsWith(prefix))
        .map(p -> p.substring(prefix.length()))
        .toList();
  }

  @Override
  public List<String> names(String directory) throws IOException {
    return isStandard(directory)
        ? list(directory).stream().filter(p -> p.indexOf('/') < 0).toList()
        : files.names(directory);
  }

  @Override
  public SortedMap<String, String> read() {
    return files.read();
  }

  @Override
  public String absolute(String path) {
    return files.absolute(path);
  }
}
