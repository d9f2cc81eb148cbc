package dev.k3form.languageserver;

import dev.k3form.frontend.load.FileAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The files of a configuration as the editor sees them.
 *
 * @param disk the files as they were saved
 * @param open the contents of the files that are open, by absolute path
 */
record OpenFiles(FileAccess disk, Map<String, byte[]> open) implements FileAccess {
  @Override
  public byte[] read(String path) throws IOException {
    byte[] content = open.get(absolute(path));
    return content == null ? disk.read(path) : content;
  }

  @Override
  public boolean exists(String path) throws IOException {
    return open.containsKey(absolute(path)) || disk.exists(path);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public List<String> names(String directory) throws IOException {
    NavigableSet<String> names = new TreeSet<>(disk.names(directory));
    Path parent = Path.of(absolute(directory));
    for (String path : open.keySet()) {
      Path file = Path.of(path);
      if (parent.equals(file.getParent())) {
        names.add(String.valueOf(file.getFileName()));
      }
    }
    return List.copyOf(names);
  }

  @Override
  public SortedMap<String, String> read() {
    return disk.read();
  }

  @Override
  public String absolute(String path) {
    return disk.absolute(path);
  }
}
