package dev.k3form.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files whole, with their mode from the first byte on. */
public final class SecretFiles {

  private SecretFiles() {}

  /** Makes a directory with this mode, and what is missing above it. */
  public static Path directory(Path path, String mode) {
    try {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that only the owner may read. */
  public static void secret(Path path, String content) {
    write(path, content, "rw-------");
  }

  public static void write(Path path, String content, String mode) {
    try {
      Path making = path.resolveSibling(path.getFileName() + ".new");
      Files.deleteIfExists(making);
      Files.createFile(
          making,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(making, content);
      Files.setPosixFilePermissions(making, PosixFilePermissions.fromString(mode));
      Files.move(making, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
