package dev.k3form.hosts;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.userauth.UserAuthException;

/** Opens connections to one host: TCP or jump, host key check, login, keep-alive. */
final class SshConnector {
  private final HostSpec spec;
  private final Settings settings;
  private final LocalUser user;
  private final Optional<SshHost> jump;
  private final Runnable onOpened;

  SshConnector(
      HostSpec spec, Settings settings, LocalUser user, Optional<SshHost> jump, Runnable onOpened) {
    this.spec = spec;
    this.settings = settings;
    this.user = user;
    this.jump = jump;
    this.onOpened = onOpened;
  }

  HostSpec spec() {
    return spec;
  }

  Settings settings() {
    return settings;
  }

  /** Opens one connection, or throws the {@link HostException} that tells why not. */
  SshConnection open() {
    SSHClient client = newClient();
    var hostKey = new HostKeyCheck(spec);
    client.addHostKeyVerifier(hostKey);
    var identities = Identities.of(spec, user, client);
    try {
      connect(client);
      logIn(client, identities);
    } catch (IOException e) {
      SshConnection.disconnect(client);
      throw hostKey.refusal().orElseGet(() -> explain(e, identities, client));
    } catch (HostException e) {
      SshConnection.disconnect(client);
      throw e;
    }
    onOpened.run();
    return new SshConnection(client, settings.channels());
  }

  private SSHClient newClient() {
    // Registering BouncyCastle doubles the time to connect; the JDK has what modern servers speak.
    SecurityUtils.setRegisterBouncyCastle(false);
    var client = new SSHClient(new SshClientConfig());
    client.setConnectTimeout((int) spec.connectTimeout().toMillis());
    var keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
    keepAlive.setKeepAliveInterval((int) settings.keepAliveInterval().toSeconds());
    keepAlive.setMaxAliveCount(settings.keepAliveCount());
    return client;
  }

  private void connect(SSHClient client) throws IOException {
    Thread watchdog = watchdog(client);
    try {
      if (jump.isPresent()) {
        client.connectVia(
            jump.get().directChannel(spec.address(), spec.port()), spec.address(), spec.port());
      } else {
        client.connect(spec.address(), spec.port());
      }
    } finally {
      watchdog.interrupt();
    }
  }

  /** Ends an attempt that hangs because something accepts connections but does not speak SSH. */
  private Thread watchdog(SSHClient client) {
    Duration limit = spec.connectTimeout().multipliedBy(2);
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(limit);
                var socket = client.getSocket();
                if (socket != null) {
                  socket.close();
                }
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // The attempt ended in time.
              } catch (IOException _) {
                SshConnection.disconnect(client);
              }
            });
  }

  private void logIn(SSHClient client, Identities identities) throws IOException {
    if (identities.methods().isEmpty()) {
      throw new UserAuthException("there is no key to offer");
    }
    client.auth(spec.user(), identities.methods());
  }

  private HostException explain(IOException e, Identities identities, SSHClient client) {
    String said = SshConnection.said(e);
    boolean refused =
        e instanceof UserAuthException
            && (client.getTransport().isRunning()
                || said.contains("no key to offer")
                || said.contains("authentication failures")
                || said.contains("Exhausted"));
    if (!refused) {
      return new HostException.Unreachable(spec, "connect", said, e);
    }
    String banner = client.getUserAuth().getBanner();
    String reason =
        Stream.concat(
                Stream.of(
                    said.contains("Exhausted")
                        ? "the host accepts none of the "
                            + identities.methods().size()
                            + " keys that were offered"
                        : said,
                    banner == null ? "" : banner.strip()),
                identities.notes().stream())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return new HostException.AuthenticationFailed(spec, reason, e);
  }
}
