package dev.k3form.hosts.provider;

import dev.k3form.hosts.HostSpec;
import dev.k3form.hosts.HostTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns connections as users write them into what the pool is asked for. */
final class HostSpecs {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private HostSpecs() {}

  /**
   * Returns the spec of a connection.
   *
   * @param directory what relative paths are relative to
   * @throws IllegalArgumentException if the connection makes no sense; the message says why
   */
  static HostSpec of(HostConnection c, Path directory) {
    Optional<HostSpec> jump = Optional.ofNullable(c.jump()).map(j -> jump(j, directory));
    boolean sudo = c.sudo() == null ? !c.user().equals("root") : c.sudo();
    return new HostSpec(
        c.address(),
        c.port(),
        c.user(),
        trust(c.hostKey(), c.knownHosts(), directory),
        identity(c.identityFile(), directory),
        jump,
        sudo,
        CONNECT_TIMEOUT);
  }

  private static HostSpec jump(JumpHost j, Path directory) {
    return new HostSpec(
        j.address(),
        j.port(),
        j.user(),
        trust(j.hostKey(), j.knownHosts(), directory),
        identity(j.identityFile(), directory),
        Optional.empty(),
        false,
        CONNECT_TIMEOUT);
  }

  private static HostTrust trust(
      @Nullable String hostKey, @Nullable String knownHosts, Path directory) {
    if (hostKey != null) {
      return new HostTrust.PinnedKeys(hostKey.lines().toList());
    }
    return knownHosts == null
        ? HostTrust.userKnownHosts()
        : HostTrust.knownHosts(path(knownHosts, directory));
  }

  private static List<Path> identity(@Nullable String file, Path directory) {
    return file == null ? List.of() : List.of(path(file, directory));
  }

  private static Path path(String written, Path directory) {
    if (written.equals("~") || written.startsWith("~/")) {
      return Path.of(System.getProperty("user.home") + written.substring(1));
    }
    return directory.resolve(written);
  }
}
