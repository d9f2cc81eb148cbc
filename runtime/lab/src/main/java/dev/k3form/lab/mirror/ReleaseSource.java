package dev.k3form.lab.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the mirror finds a k3s release. */
@FunctionalInterface
public interface ReleaseSource {

  /** The executable of a version such as {@code v1.34.1+k3s1}, if this source has it. */
  Optional<Path> executable(String version) throws IOException;
}
