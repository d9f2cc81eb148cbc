package dev.k3form.hosts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import net.schmizz.sshj.connection.channel.direct.LocalPortForwarder;
import net.schmizz.sshj.connection.channel.direct.Parameters;

/** A local port forwarding on an ephemeral port of the loopback. */
final class SshTunnel implements Tunnel {
  private final ServerSocket socket;
  private final LocalPortForwarder forwarder;

  private SshTunnel(ServerSocket socket, LocalPortForwarder forwarder) {
    this.socket = socket;
    this.forwarder = forwarder;
  }

  static SshTunnel open(Host host, SshConnection connection, String address, int port) {
    try {
      var socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
      var parameters =
          new Parameters(
              socket.getInetAddress().getHostAddress(), socket.getLocalPort(), address, port);
      var forwarder = connection.client().newLocalPortForwarder(parameters, socket);
      Thread.ofVirtual().name("tunnel to " + address + ":" + port).start(() -> listen(forwarder));
      return new SshTunnel(socket, forwarder);
    } catch (IOException e) {
      String said = SshConnection.said(e);
      throw new HostException.Unreachable(
          host.spec(), "open a tunnel to " + address + ":" + port, said, e);
    }
  }

  private static void listen(LocalPortForwarder forwarder) {
    try {
      forwarder.listen();
    } catch (IOException _) {
      // The socket was closed: the tunnel's end.
      return;
    }
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      forwarder.close();
      socket.close();
    } catch (IOException _) {
      // A port that cannot be closed ends with the process.
      return;
    }
  }
}
