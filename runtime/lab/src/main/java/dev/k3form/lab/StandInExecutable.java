package dev.k3form.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stand-in for k3s, one executable file that the build makes (module {@code k3s-standin}). It
 * lies beside the distribution's libraries, or in its module's build where the lab runs from
 * classes. The mirror stamps the version that it is asked for into each copy.
 */
final class StandInExecutable {

  private StandInExecutable() {}

  /** The executable that belongs to this lab's program, if it was built. */
  static Optional<Path> find() {
    try {
      Path code =
          Path.of(
              StandInExecutable.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path up = code.resolve("../..").normalize();
      return Stream.of(up.resolve("k3s-standin"), up.resolve("../k3s-standin/target/k3s-standin"))
          .map(Path::normalize)
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Puts the executable where the mirror serves it as any version. */
  static void write(Path executable, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path making = directory.resolve("k3s.new");
    Files.copy(executable, making, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(
        making,
        directory.resolve("k3s"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
