package dev.k3form.hosts.provider;

import dev.k3form.spi.schema.Argument;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a machine: the value of every {@code host} argument, and of the {@code ssh}
 * attribute of everything that is a machine.
 *
 * <p>The host key is always verified: against {@code host_key} if it is given, else against a
 * {@code known_hosts} file.
 */
public record HostConnection(
    @Argument(doc = "Name or IP address of the machine.", example = "\"192.168.1.211\"")
        String address,
    @Argument(doc = "User to log in as.", defaultValue = "root") String user,
    @Argument(doc = "Port of the SSH server.", defaultValue = "22") int port,
    @Argument(
            doc =
                "Public host key as OpenSSH writes it; several, one a line, where the machine has"
                    + " several. The machine must show one of them.",
            example = "\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI...\"")
        @Nullable String hostKey,
    @Argument(
            doc =
                "Known-hosts file that holds the host key where host_key is not given;"
                    + " ~/.ssh/known_hosts unless set.",
            example = "\"known_hosts\"")
        @Nullable String knownHosts,
    @Argument(
            doc =
                "Private key to log in with, relative to the root module; the SSH agent and the"
                    + " user's default keys unless set.",
            example = "\"~/.ssh/id_ed25519\"")
        @Nullable String identityFile,
    @Argument(doc = "Whether to work as root by sudo; true for every user but root unless set.")
        @Nullable Boolean sudo,
    @Argument(doc = "Machine through which this one is reached.") @Nullable JumpHost jump) {

  /** Returns root at port 22 of an address, the host key to be found in the user's known hosts. */
  public static HostConnection of(String address) {
    return new HostConnection(address, "root", 22, null, null, null, null, null);
  }

  /** Returns the connection with a pinned host key. */
  public HostConnection withHostKey(String publicKey) {
    return new HostConnection(address, user, port, publicKey, knownHosts, identityFile, sudo, jump);
  }

  /** Returns the connection for a user. */
  public HostConnection withUser(String name) {
    return new HostConnection(address, name, port, hostKey, knownHosts, identityFile, sudo, jump);
  }

  /** Returns the connection with a private key to log in with. */
  public HostConnection withIdentityFile(String path) {
    return new HostConnection(address, user, port, hostKey, knownHosts, path, sudo, jump);
  }

  /** Returns the connection through another port. */
  public HostConnection withPort(int number) {
    return new HostConnection(address, user, number, hostKey, knownHosts, identityFile, sudo, jump);
  }
}
