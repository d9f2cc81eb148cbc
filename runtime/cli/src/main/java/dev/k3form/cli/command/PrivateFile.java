package dev.k3form.cli.command;

import dev.k3form.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes a file that only its owner may read: beside it under another name, with that mode from the
 * first moment, then put in its place. Whoever looks sees the old file or the new one, whole.
 */
final class PrivateFile {
  private PrivateFile() {}

  static void write(Path file, String content) {
    try {
      Path target = file.toAbsolutePath();
      // A link stays one: what it points to is replaced.
      if (Files.exists(target) || Files.isSymbolicLink(target)) {
        target = Files.exists(target) ? target.toRealPath() : target;
      }
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("it is a directory");
      }
      Path making =
          Files.createTempFile(
              target.getParent(),
              ".k3form-",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        fill(making, content);
        Files.move(
            making, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(making);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          Diagnostic.error("K3-0804", "cannot write " + file + ": " + e.getMessage()).build());
    }
  }

  private static void fill(Path file, String content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
    try (FileChannel out = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }
}
