package dev.k3form.hosts;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * One live SSH connection and its channels. Once an operation finds it lost it stays lost: sshj
 * goes on calling such a connection connected.
 */
final class SshConnection {
  private final SSHClient client;
  private final Semaphore channels;
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile @Nullable Facts facts;

  SshConnection(SSHClient client, int channels) {
    this.client = client;
    this.channels = new Semaphore(channels, true);
  }

  SSHClient client() {
    return client;
  }

  boolean usable() {
    return !lost.get() && client.isConnected() && client.getTransport().isRunning();
  }

  void markLost() {
    if (lost.compareAndSet(false, true)) {
      disconnect(client);
    }
  }

  /** Waits for one of the channels that may be open at a time. */
  void acquireChannel() throws InterruptedException {
    channels.acquire();
  }

  void releaseChannel() {
    channels.release();
  }

  Session startSession() throws IOException {
    return client.startSession();
  }

  @Nullable Facts facts() {
    return facts;
  }

  void remember(Facts read) {
    facts = read;
  }

  static void disconnect(SSHClient client) {
    try {
      client.disconnect();
    } catch (IOException _) {
      // Nothing is left to be done for a connection that cannot even be closed.
      return;
    }
  }
}
