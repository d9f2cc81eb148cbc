package dev.k3form.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A real OpenSSH server of this computer on an ephemeral loopback port, with host keys, a client
 * key and a configuration of its own in a temporary directory.
 */
final class OpenSshServer implements AutoCloseable {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path directory;
  private final int port;
  private Process process;

  OpenSshServer(Path directory) {
    this.directory = directory;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String type : List.of("ed25519", "rsa")) {
      run("ssh-keygen", "-q", "-N", "", "-t", type, "-f", file("host_" + type));
    }
    run("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", file("client"));
    write("authorized_keys", read("client.pub"));
    write(
        "sshd_config",
        """
        ListenAddress 127.0.0.1
        Port %d
        HostKey %s
        HostKey %s
        AuthorizedKeysFile %s
        PasswordAuthentication no
        UsePAM no
        StrictModes no
        PidFile none
        # bash reads root's own .bashrc for sshd, unless it runs in another shell: tests are not to
        # depend on what is in there, nor to kill it half-way.
        SetEnv SHLVL=1
        """
            .formatted(port, file("host_ed25519"), file("host_rsa"), file("authorized_keys")));
    this.process = start();
  }

  static boolean available() {
    return Files.isExecutable(SSHD) && System.getProperty("user.name").equals("root");
  }

  private Process start() {
    try {
      Files.createDirectories(Path.of("/run/sshd"));
      Process started =
          new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", file("sshd_config"))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("sshd.log").toFile())
              .start();
      for (int i = 0; i < 100 && started.isAlive(); i++) {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
          return started;
        } catch (IOException _) {
          Thread.sleep(20);
        }
      }
      throw new IllegalStateException("sshd does not answer: " + read("sshd.log"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HostSpec spec() {
    return HostSpec.root("127.0.0.1", HostTrust.pinned(read("host_ed25519.pub")))
        .withPort(port)
        .withIdentityFiles(Path.of(file("client")));
  }

  /** Returns a user without keys and agent of their own. */
  LocalUser nobody() {
    return new LocalUser(directory.resolve("no-such-ssh"), Optional.empty());
  }

  int port() {
    return port;
  }

  String file(String name) {
    return directory.resolve(name).toString();
  }

  String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the listener and every connection that it serves. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends every connection but goes on listening. */
  void killConnections() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Stops every connection's process without ending it: a peer that does not answer any more. */
  void freezeConnections() {
    process.descendants().forEach(child -> run("kill", "-STOP", String.valueOf(child.pid())));
  }

  void restart() {
    kill();
    process = start();
  }

  @Override
  public void close() {
    kill();
  }

  static void run(String... argv) {
    try {
      Process process = new ProcessBuilder(argv).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", argv) + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
