package dev.k3form.hosts;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.schmizz.sshj.connection.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A local port forwarding on an ephemeral port of the loopback.
 *
 * <p>Each connection has a channel and threads of its own, so that one that cannot be opened holds
 * up no other; it is closed as soon as the host says so, and whoever connected knows at once.
 */
final class SshTunnel implements Tunnel {
  private static final int BACKLOG = 16;
  private static final int BUFFER = 16 << 10;

  private final Channels channels;
  private final ServerSocket port;
  private final String target;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String refusal;

  private SshTunnel(Channels channels, ServerSocket port, String target) {
    this.channels = channels;
    this.port = port;
    this.target = target;
  }

  /** Opens a channel for each connection. */
  @FunctionalInterface
  private interface Channels {
    Channel.Direct open() throws IOException;
  }

  static SshTunnel open(Host host, SshConnection connection, String address, int port) {
    return open(
        host, address + ":" + port, () -> connection.client().newDirectConnection(address, port));
  }

  static SshTunnel open(Host host, SshConnection connection, String socketPath) {
    return open(
        host,
        socketPath,
        () -> {
          var channel = new StreamLocalChannel(connection.client().getConnection(), socketPath);
          channel.open();
          return channel;
        });
  }

  private static SshTunnel open(Host host, String target, Channels channels) {
    try {
      var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      var tunnel = new SshTunnel(channels, socket, target);
      tunnel.start("accept", tunnel::accept);
      return tunnel;
    } catch (IOException e) {
      String said = SshConnection.said(e);
      throw new HostException.Unreachable(host.spec(), "open a tunnel to " + target, said, e);
    }
  }

  private void start(String what, Runnable work) {
    Thread.ofVirtual().name(what + " tunnel to " + target).start(work);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = port.accept();
        open.add(socket);
        start("open", () -> connect(socket));
      }
    } catch (IOException _) {
      // The port was closed: the tunnel's end.
      close();
    }
  }

  private void connect(Socket socket) {
    try {
      Channel.Direct channel = channels.open();
      open.add(channel);
      if (port.isClosed()) {
        end(socket, channel);
        return;
      }
      start("up", () -> up(socket, channel));
      start("down", () -> down(socket, channel));
    } catch (IOException e) {
      // Whoever connected only sees the end of the connection; the reason is known before that.
      refusal = SshConnection.said(e);
      end(socket);
    }
  }

  /** Takes what was read to the other side. */
  @FunctionalInterface
  private interface Sink {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private void up(Socket socket, Channel.Direct channel) {
    pump(socket, channel, socket::getInputStream, new WindowedOutput(channel)::write);
  }

  private void down(Socket socket, Channel.Direct channel) {
    pump(
        socket,
        channel,
        channel::getInputStream,
        (bytes, offset, length) -> socket.getOutputStream().write(bytes, offset, length));
  }

  /** Where to read from, once that is known. */
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  private void pump(Socket socket, Channel.Direct channel, Source source, Sink sink) {
    try {
      InputStream in = source.open();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sink.write(buffer, 0, n);
      }
    } catch (IOException _) {
      // Either side has ended the connection; so does the other.
      end(socket, channel);
      return;
    }
    end(socket, channel);
  }

  private void end(Closeable... ended) {
    for (Closeable one : ended) {
      open.remove(one);
      closeQuietly(one);
    }
  }

  private static void closeQuietly(Closeable one) {
    try {
      one.close();
    } catch (IOException _) {
      // What cannot be closed ends with the connection to the host.
      return;
    }
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
  }

  @Override
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public void close() {
    end(port);
    end(open.toArray(Closeable[]::new));
  }
}
