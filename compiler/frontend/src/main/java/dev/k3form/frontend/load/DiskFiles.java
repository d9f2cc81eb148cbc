package dev.k3form.frontend.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Files on the disk; what was read is kept, for a saved plan. */
public final class DiskFiles implements FileAccess {
  private static final int MOST_OF_A_STREAM = 16 << 20;

  private final Path base;
  private final ConcurrentHashMap<String, byte[]> contents = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Boolean> present = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<String>> lists = new ConcurrentHashMap<>();

  /** What was found in directories and is neither a file nor a directory. */
  private final Set<Path> special = ConcurrentHashMap.newKeySet();

  /** Creates an access whose relative paths start at a directory. */
  public DiskFiles(Path base) {
    this.base = base;
  }

  @Override
  public byte[] read(String path) throws IOException {
    byte[] known = contents.get(path);
    if (known == null) {
      known = bytes(base.resolve(path));
      contents.put(path, known);
    }
    return known;
  }

  /**
   * Reads a file; a pipe or device only where the user has named it, and then no more than is
   * reasonable: some never end.
   */
  private byte[] bytes(Path file) throws IOException {
    if (Files.isRegularFile(file) || !Files.exists(file)) {
      return Files.readAllBytes(file);
    }
    if (special.contains(file.normalize())) {
      throw new IOException("It is not a regular file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] read = stream.readNBytes(MOST_OF_A_STREAM + 1);
      if (read.length > MOST_OF_A_STREAM) {
        throw new IOException("It is not a regular file, and has more than 16 MiB");
      }
      return read;
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return present.computeIfAbsent(path, p -> Files.isRegularFile(base.resolve(p)));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> known = lists.get(directory);
    if (known == null) {
      Path start = base.resolve(directory);
      try (Stream<Path> all = Files.walk(start)) {
        known =
            all.filter(p -> Files.isRegularFile(p))
                .map(p -> start.relativize(p).toString())
                .sorted()
                .toList();
      }
      lists.put(directory, known);
    }
    return known;
  }

  @Override
  public List<String> names(String directory) throws IOException {
    Path start = base.resolve(directory);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(start)) {
      List<Path> files = all.filter(p -> !Files.isDirectory(p, new LinkOption[0])).toList();
      files.stream()
          .filter(p -> Files.exists(p) && !Files.isRegularFile(p))
          .forEach(p -> special.add(p.normalize()));
      return files.stream().map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public String absolute(String path) {
    return base.resolve(path).toAbsolutePath().normalize().toString();
  }

  @Override
  public SortedMap<String, String> read() {
    return RecordedFiles.encode(absolute("."), contents, present, lists);
  }
}
