package dev.k3form.hosts;

import java.nio.file.Path;
import java.util.List;

/**
 * What the host key of a machine is checked against. There is no "accept anything": a machine whose
 * key is not known beforehand is not connected to.
 */
public sealed interface HostTrust {

  /**
   * The machine's own keys, learned over a trusted way such as the hypervisor's guest agent.
   *
   * @param lines public keys as OpenSSH writes them, {@code ssh-ed25519 AAAA... comment}
   */
  record PinnedKeys(List<String> lines) implements HostTrust {
    public PinnedKeys {
      lines = lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("no host key is given");
      }
      lines.forEach(PublicKeyLine::parse);
    }
  }

  /** A file in the format of OpenSSH's {@code known_hosts}, see sshd(8). */
  record KnownHosts(Path file) implements HostTrust {}

  /** Returns trust in exactly these public keys, one OpenSSH line each. */
  static HostTrust pinned(String... lines) {
    return new PinnedKeys(List.of(lines));
  }

  /** Returns trust in what a known_hosts file says. */
  static HostTrust knownHosts(Path file) {
    return new KnownHosts(file);
  }

  /** Returns trust in the known_hosts file of the user who runs k3form. */
  static HostTrust userKnownHosts() {
    return new KnownHosts(Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"));
  }
}
