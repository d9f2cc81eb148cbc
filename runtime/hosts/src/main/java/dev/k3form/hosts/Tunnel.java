package dev.k3form.hosts;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A port of this computer's loopback that leads through the SSH connection to an address, or a Unix
 * domain socket, as the host sees it. Closing it closes the port and what went through it.
 */
public interface Tunnel extends AutoCloseable {
  /** Returns where to connect to on this computer. */
  InetSocketAddress local();

  /**
   * Returns why the host let the last connection not through; empty if it did, or none was made.
   */
  default Optional<String> refusal() {
    return Optional.empty();
  }

  @Override
  void close();
}
