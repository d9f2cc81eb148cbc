package dev.k3form.lab;

import dev.k3form.lab.nspawn.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which k3s the lab's mirror offers. A real one is a file that the user has; it is offered as the
 * release that it says it is.
 */
final class LabReleases {

  /** The version that the examples ask a stand-in for. */
  static final String STAND_IN_VERSION = "v1.34.1+k3s1";

  private static final Pattern VERSION = Pattern.compile("k3s version (v\\S+)");

  private LabReleases() {}

  /** Puts the configured release into place and returns its version. */
  static String prepare(LabConfig config) throws IOException, LabException {
    Path releases = new LabDirectory(config.directory()).releases();
    Files.createDirectories(releases);
    forgetRealOnes(releases);
    Files.deleteIfExists(releases.resolve("any").resolve("k3s"));
    if (config.k3sFile().isEmpty()) {
      Optional<Path> standIn = config.standIn().or(StandInExecutable::find);
      if (standIn.isPresent()) {
        StandInExecutable.write(standIn.get(), releases.resolve("any"));
      }
      return STAND_IN_VERSION;
    }
    Path file = config.k3sFile().get();
    String version = version(file);
    Path place = releases.resolve(version);
    Files.createDirectories(place);
    Files.deleteIfExists(place.resolve("k3s"));
    Files.createSymbolicLink(place.resolve("k3s"), file);
    return version;
  }

  /** A release that an earlier {@code up} offered is not offered by this one. */
  private static void forgetRealOnes(Path releases) throws IOException {
    try (Stream<Path> entries = Files.list(releases)) {
      for (Path entry : entries.toList()) {
        Path executable = entry.resolve("k3s");
        if (Files.isSymbolicLink(executable)) {
          Files.delete(executable);
          Files.delete(entry);
        }
      }
    }
  }

  private static String version(Path file) throws LabException {
    Command.Result said;
    try {
      said = Command.attempt("", List.of(file.toString(), "--version"));
    } catch (IOException e) {
      throw new LabException(file + " cannot be run: " + e.getMessage(), e);
    }
    Optional<String> version =
        Optional.of(VERSION.matcher(said.output())).filter(Matcher::find).map(m -> m.group(1));
    return version.orElseThrow(
        () ->
            new LabException(
                file
                    + " is no k3s: its --version says '"
                    + said.output().strip()
                    + "' and not 'k3s version v…'"));
  }
}
