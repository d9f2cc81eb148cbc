package dev.k3form.standin.node;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** The machine's own address. */
public final class Network {

  private Network() {}

  /** The first IPv4 address that is not loopback, of an interface that is up. */
  public static Optional<String> address() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Network::usable)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(a -> a instanceof Inet4Address && !a.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  private static boolean usable(NetworkInterface card) {
    try {
      return card.isUp() && !card.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }
}
