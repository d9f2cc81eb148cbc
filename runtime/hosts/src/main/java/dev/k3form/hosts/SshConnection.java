package dev.k3form.hosts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * One live SSH connection and its channels. Once an operation finds it lost it stays lost: sshj
 * goes on calling such a connection connected.
 */
final class SshConnection {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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

  /**
   * Opens a session. A server that allows fewer sessions than we do channels, or has not quite
   * closed an earlier one, refuses at first; that is no reason to give up the connection.
   */
  Session startSession() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return client.startSession();
      } catch (OpenFailException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the command was sent");
    }
  }

  /** Returns what an exception of the library says, never nothing. */
  static String said(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
