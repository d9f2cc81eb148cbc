package dev.k3form.hosts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import net.schmizz.sshj.connection.channel.Channel;

/**
 * Writes to a channel only as much as the other side's window takes at the moment (RFC 4254, 5.2).
 *
 * <p>A write of sshj's that finds the window full holds the stream's lock until the window opens or
 * 30 s are over. In that time the other side's close cannot be handled, and as one thread reads for
 * all channels of a connection, everything else on the host stands still. And 30 s are too few for
 * a program that does not care for its input yet. Here the wait is outside of that lock and has no
 * limit of its own: it ends with the channel.
 */
final class WindowedOutput {
  private static final int AT_ONCE = 64 << 10;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Channel channel;
  private final OutputStream out;

  /** Nobody else may write to the channel. */
  WindowedOutput(Channel channel) {
    this.channel = channel;
    this.out = channel.getOutputStream();
  }

  /**
   * Returns when all is sent.
   *
   * @throws IOException when the channel ends before that
   */
  void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int now = (int) Math.min(Math.min(room(), AT_ONCE), end - at);
      out.write(bytes, at, now);
      out.flush();
      at += now;
    }
  }

  private long room() throws IOException {
    while (true) {
      if (!channel.isOpen()) {
        throw new IOException("the channel was closed");
      }
      long room = channel.getRemoteWinSize();
      if (room > 0) {
        return room;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }

  /** Says that nothing more comes; what comes from the other side still does. */
  void end() throws IOException {
    out.close();
  }
}
