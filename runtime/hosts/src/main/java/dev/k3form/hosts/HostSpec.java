package dev.k3form.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that names one SSH connection. Equal specs share a connection.
 *
 * @param address a name or an IP address
 * @param port the port of the SSH server
 * @param user whom to log in as
 * @param trust what the host key must match
 * @param identityFiles private keys to offer; where none is given the agent and the user's default
 *     keys are offered
 * @param jump the machine through which this one is reached
 * @param sudo whether commands run as root by {@code sudo -n}
 * @param connectTimeout how long one attempt to connect may take
 */
public record HostSpec(
    String address,
    int port,
    String user,
    HostTrust trust,
    List<Path> identityFiles,
    Optional<HostSpec> jump,
    boolean sudo,
    Duration connectTimeout) {

  public HostSpec {
    identityFiles = List.copyOf(identityFiles);
    if (address.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("a host needs an address and a user");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is between 1 and 65535, not " + port);
    }
  }

  /** Returns root at port 22 of an address, reached directly, ten seconds to connect. */
  public static HostSpec root(String address, HostTrust trust) {
    return new HostSpec(
        address, 22, "root", trust, List.of(), Optional.empty(), false, Duration.ofSeconds(10));
  }

  public HostSpec withPort(int newPort) {
    return new HostSpec(address, newPort, user, trust, identityFiles, jump, sudo, connectTimeout);
  }

  /** Returns this spec for another user; everyone but root works by {@code sudo -n}. */
  public HostSpec withUser(String newUser) {
    return new HostSpec(
        address,
        port,
        newUser,
        trust,
        identityFiles,
        jump,
        !newUser.equals("root"),
        connectTimeout);
  }

  /** Returns this spec with commands run as the login user, or as root by {@code sudo -n}. */
  public HostSpec withSudo(boolean newSudo) {
    return new HostSpec(address, port, user, trust, identityFiles, jump, newSudo, connectTimeout);
  }

  public HostSpec withIdentityFiles(Path... files) {
    return new HostSpec(address, port, user, trust, List.of(files), jump, sudo, connectTimeout);
  }

  public HostSpec withJump(HostSpec through) {
    return new HostSpec(
        address, port, user, trust, identityFiles, Optional.of(through), sudo, connectTimeout);
  }

  public HostSpec withConnectTimeout(Duration timeout) {
    return new HostSpec(address, port, user, trust, identityFiles, jump, sudo, timeout);
  }

  /** Returns {@code user@address}, with the port where it is not 22: how messages name the host. */
  public String label() {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return user + "@" + (port == 22 ? host : host + ":" + port);
  }
}
