package dev.k3form.state.keys;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.age.AgeException;
import dev.k3form.state.age.Identity;
import dev.k3form.state.disk.DiskReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The identities at hand, each with the name of its source.
 *
 * <p>What a variable names must be usable; what lies in its usual place is used if it can be.
 */
final class Identities {
  /** One identity and where it came from. */
  record Found(String source, Identity identity) {}

  private final KeyEnvironment environment;

  Identities(KeyEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the age and SSH identities, those of variables first. */
  List<Found> all() {
    List<Found> out = new ArrayList<>();
    environment
        .variable(KeyEnvironment.IDENTITY)
        .ifPresent(
            text -> out.addAll(parse("the variable " + KeyEnvironment.IDENTITY, text, true)));
    environment
        .variable(KeyEnvironment.IDENTITY_FILE)
        .ifPresent(name -> out.addAll(file(path(name), true)));
    out.addAll(file(environment.ownIdentityFile(), false));
    out.addAll(file(environment.sshKeyFile(), false));
    return out;
  }

  /** Returns the files of identities that others than their owner can read. */
  List<Path> open() {
    List<Path> files =
        new ArrayList<>(List.of(environment.ownIdentityFile(), environment.sshKeyFile()));
    environment.variable(KeyEnvironment.IDENTITY_FILE).ifPresent(name -> files.add(path(name)));
    return files.stream().filter(Identities::isOpen).distinct().toList();
  }

  private static boolean isOpen(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return Files.isRegularFile(file)
          && (permissions.contains(PosixFilePermission.GROUP_READ)
              || permissions.contains(PosixFilePermission.OTHERS_READ));
    } catch (IOException | UnsupportedOperationException e) {
      return false; // it is not there, or the file system has no such permissions
    }
  }

  /** Returns the passphrase that the environment gives. */
  Optional<String> passphrase() {
    return environment
        .variable(KeyEnvironment.PASSPHRASE)
        .or(
            () ->
                environment
                    .variable(KeyEnvironment.PASSPHRASE_FILE)
                    .map(name -> firstLine(path(name))));
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new StateException(
          StateProblems.badPassphraseFile(KeyEnvironment.PASSPHRASE_FILE, file, DiskReason.of(e)),
          e);
    }
  }

  private Path path(String name) {
    return name.startsWith("~/") ? environment.home().resolve(name.substring(2)) : Path.of(name);
  }

  private static List<Found> file(Path file, boolean needed) {
    if (!needed && !Files.isReadable(file)) {
      return List.of();
    }
    return parse("`" + file + "`", read(file), needed);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StateException(StateProblems.badIdentity("`" + file + "`", DiskReason.of(e)), e);
    }
  }

  private static List<Found> parse(String source, String text, boolean needed) {
    try {
      if (text.contains("BEGIN OPENSSH PRIVATE KEY")) {
        return List.of(new Found(source, Identity.SshEd25519.parse(text)));
      }
      List<Found> out = new ArrayList<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith("age1") || line.startsWith("ssh-")) {
          throw new AgeException("that is a public key, and only the private one opens anything");
        }
        if (!line.isBlank() && !line.startsWith("#")) {
          out.add(new Found(source, Identity.X25519.parse(line)));
        }
      }
      if (out.isEmpty() && needed) {
        throw new AgeException("there is no identity in it");
      }
      return out;
    } catch (AgeException e) {
      if (needed) {
        throw new StateException(StateProblems.badIdentity(source, e.getMessage()), e);
      }
      return List.of();
    }
  }
}
