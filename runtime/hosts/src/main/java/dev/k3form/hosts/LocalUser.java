package dev.k3form.hosts;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The person who runs k3form, as far as SSH is concerned.
 *
 * @param sshDirectory where the default keys and {@code config} are, {@code ~/.ssh}
 * @param agentSocket the socket of the running ssh-agent, {@code SSH_AUTH_SOCK}
 */
public record LocalUser(Path sshDirectory, Optional<Path> agentSocket) {

  /** Returns the user of this process. */
  public static LocalUser current() {
    return new LocalUser(
        Path.of(System.getProperty("user.home"), ".ssh"),
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
            .filter(path -> !path.isBlank())
            .map(Path::of));
  }
}
