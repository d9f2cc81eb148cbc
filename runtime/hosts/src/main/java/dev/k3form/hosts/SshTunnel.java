package dev.k3form.hosts;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/**
 * A local port forwarding on an ephemeral port of the loopback.
 *
 * <p>Each connection has a channel and threads of its own, so that one that cannot be opened holds
 * up no other; it is closed as soon as the host says so, and whoever connected knows at once.
 */
final class SshTunnel implements Tunnel {
  private static final int BACKLOG = 16;
  private static final int BUFFER = 16 << 10;

  private final SSHClient client;
  private final ServerSocket port;
  private final String address;
  private final int remotePort;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  private SshTunnel(SSHClient client, ServerSocket port, String address, int remotePort) {
    this.client = client;
    this.port = port;
    this.address = address;
    this.remotePort = remotePort;
  }

  static SshTunnel open(Host host, SshConnection connection, String address, int port) {
    try {
      var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      var tunnel = new SshTunnel(connection.client(), socket, address, port);
      tunnel.start("accept", tunnel::accept);
      return tunnel;
    } catch (IOException e) {
      String said = SshConnection.said(e);
      throw new HostException.Unreachable(
          host.spec(), "open a tunnel to " + address + ":" + port, said, e);
    }
  }

  private void start(String what, Runnable work) {
    Thread.ofVirtual().name(what + " tunnel to " + address + ":" + remotePort).start(work);
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
      DirectConnection channel = client.newDirectConnection(address, remotePort);
      open.add(channel);
      if (port.isClosed()) {
        end(socket, channel);
        return;
      }
      start("up", () -> pump(socket, channel, true));
      start("down", () -> pump(socket, channel, false));
    } catch (IOException _) {
      // Closing it is all that can be said to whoever connected.
      end(socket);
    }
  }

  private void pump(Socket socket, DirectConnection channel, boolean up) {
    try {
      InputStream in = up ? socket.getInputStream() : channel.getInputStream();
      OutputStream out = up ? channel.getOutputStream() : socket.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
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
      try {
        open.remove(one);
        one.close();
      } catch (IOException _) {
        // What cannot be closed ends with the connection to the host.
        continue;
      }
    }
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
  }

  @Override
  public void close() {
    end(port);
    end(open.toArray(Closeable[]::new));
  }
}
