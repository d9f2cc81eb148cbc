package dev.k3form.state.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a state are regular files: a pipe would be waited for, a device read for ever. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Refuses what is neither a regular file nor absent; a directory fails by itself when opened.
   *
   * @throws FileSystemException if it is a pipe, a device or a socket
   */
  public static void require(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is no regular file");
    }
  }
}
