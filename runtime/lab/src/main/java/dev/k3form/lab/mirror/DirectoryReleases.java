package dev.k3form.lab.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Releases in a directory: {@code VERSION/k3s} for a version that is there, and {@code any/k3s} for
 * every other. The latter is how a stand-in is served: where its beginning holds the text
 * {@code @K3S_VERSION@}, padded with spaces to forty characters, the copy that is served holds the
 * version there, so that it can say which release it stands in for. All copies have the template's
 * length.
 */
public final class DirectoryReleases implements ReleaseSource {

  private static final String PLACEHOLDER = "@K3S_VERSION@";
  private static final int FIELD = 40;
  private static final int BEGINNING = 4096;

  private final Path directory;

  public DirectoryReleases(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized Optional<Path> executable(String version) throws IOException {
    if (!version.matches("v\\d+\\.\\d+\\.\\d+[A-Za-z0-9+.-]*") || version.length() > FIELD) {
      return Optional.empty();
    }
    Path exact = directory.resolve(version).resolve("k3s");
    if (Files.exists(exact)) {
      return Optional.of(exact);
    }
    Path any = directory.resolve("any").resolve("k3s");
    return Files.exists(any) ? Optional.of(stamped(any, version)) : Optional.empty();
  }

  private Path stamped(Path template, String version) throws IOException {
    Path copy = directory.resolve("stamped").resolve(version).resolve("k3s");
    if (Files.exists(copy)
        && Files.getLastModifiedTime(copy).compareTo(Files.getLastModifiedTime(template)) >= 0) {
      return copy;
    }
    Files.createDirectories(directory.resolve("stamped").resolve(version));
    Path making = copy.resolveSibling("k3s.new");
    byte[] content = Files.readAllBytes(template);
    int length = Math.min(BEGINNING, content.length);
    String beginning = new String(content, 0, length, StandardCharsets.ISO_8859_1);
    int at = beginning.indexOf(PLACEHOLDER);
    if (at >= 0 && at + FIELD <= length) {
      byte[] field = String.format("%-" + FIELD + "s", version).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(field, 0, content, at, FIELD);
    }
    Files.write(making, content);
    Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(making, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }
}
