package dev.k3form.cli.project;

import dev.k3form.state.disk.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file in {@code .k3form} that remembers something of this clone. It is written beside and
 * renamed, so that a kill or a full disk leaves the old one: half a memory is worse than none.
 */
final class CloneFile {
  private CloneFile() {}

  static void write(Path file, String text) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    RealDisk disk = new RealDisk();
    Files.createDirectories(file.getParent());
    try {
      disk.write(beside, text.getBytes(StandardCharsets.UTF_8), false);
      disk.rename(beside, file);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
  }
}
