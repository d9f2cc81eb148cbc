package dev.k3form.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/**
 * An SSH server inside the test that runs commands by this computer's own {@code /bin/sh}, with a
 * PATH on which the test may put programs of its own.
 */
final class MinaServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair clientKey = key("ssh-rsa", 2048);
  private final List<KeyPair> hostKeys = new ArrayList<>();
  private final Path directory;
  private final Map<Process, Boolean> running = new ConcurrentHashMap<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  /**
   * @param directory where the client key and, in {@code bin}, programs for the PATH are
   */
  MinaServer(Path directory) {
    this(directory, key("ecdsa-sha2-nistp256", 256));
  }

  MinaServer(Path directory, KeyPair hostKey) {
    this.directory = directory;
    hostKeys.add(hostKey);
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPublickeyAuthenticator(
        (user, offered, session) -> KeyUtils.compareKeys(offered, clientKey.getPublic()));
    server.setCommandFactory((channel, line) -> new ShellCommand(line));
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    try {
      Files.createDirectories(bin());
      try (var file = Files.newOutputStream(clientKeyFile())) {
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(clientKey, "test", null, file);
      }
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair key(String type, int size) {
    try {
      return KeyUtils.generateKeyPair(type, size);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String line(KeyPair key) {
    return PublicKeyEntry.toString(key.getPublic());
  }

  HostSpec spec() {
    return HostSpec.root("127.0.0.1", HostTrust.pinned(line(hostKeys.getFirst())))
        .withPort(server.getPort())
        .withIdentityFiles(clientKeyFile());
  }

  LocalUser nobody() {
    return new LocalUser(directory.resolve("no-such-ssh"), Optional.empty());
  }

  int port() {
    return server.getPort();
  }

  Path clientKeyFile() {
    return directory.resolve("client_key");
  }

  Path bin() {
    return directory.resolve("bin");
  }

  /** Puts an executable script on the PATH of commands. */
  void program(String name, String text) {
    try {
      Path file = Files.writeString(bin().resolve(name), "#!/bin/sh\n" + text);
      if (!file.toFile().setExecutable(true)) {
        throw new IllegalStateException("cannot make executable: " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many commands ran at the same time at most. */
  int mostAtOnce() {
    return most.get();
  }

  /** Returns how many commands were started. */
  int runs() {
    return runs.get();
  }

  /** Cuts every connection, as a broken network would; commands go on. */
  void dropConnections() {
    for (AbstractSession session : server.getActiveSessions()) {
      var _ = session.close(true);
    }
  }

  @Override
  public void close() {
    try {
      running.keySet().forEach(Process::destroyForcibly);
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One command line, run by the shell. */
  private final class ShellCommand implements Command {
    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (_, _, _) -> {};

    private ShellCommand(String line) {
      this.line = line;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
      var builder = new ProcessBuilder("/bin/sh", "-c", line);
      builder.environment().merge("PATH", bin().toString(), (path, bin) -> bin + ":" + path);
      builder.environment().put("HOME", directory.toString());
      Process process = builder.start();
      running.put(process, true);
      runs.incrementAndGet();
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      Thread.ofVirtual().start(() -> pump(in, process.getOutputStream()));
      Thread outs = Thread.ofVirtual().start(() -> pump(process.getInputStream(), out));
      Thread errs = Thread.ofVirtual().start(() -> pump(process.getErrorStream(), err));
      Thread.ofVirtual().start(() -> end(process, outs, errs));
    }

    private void end(Process process, Thread outs, Thread errs) {
      try {
        int status = process.waitFor();
        outs.join();
        errs.join();
        now.decrementAndGet();
        running.remove(process);
        exit.onExit(status);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void pump(InputStream from, OutputStream to) {
      try (to) {
        byte[] buffer = new byte[8192];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
          to.write(buffer, 0, n);
          to.flush();
        }
      } catch (IOException _) {
        return; // The other side is gone; the process goes on, as under a real sshd.
      }
    }

    @Override
    public void destroy(ChannelSession channel) {
      // A real sshd leaves the process alone, too.
    }
  }
}
