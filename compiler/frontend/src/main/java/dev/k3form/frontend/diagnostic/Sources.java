package dev.k3form.frontend.diagnostic;

import dev.k3form.model.source.SourceFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the source files that spans name. */
@FunctionalInterface
public interface Sources {
  /** Returns the file that was loaded under a path. */
  Optional<SourceFile> find(String path);

  /** Returns what finds these files. */
  static Sources of(Collection<SourceFile> files) {
    Map<String, SourceFile> byPath = new HashMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    return path -> Optional.ofNullable(byPath.get(path));
  }
}
