package dev.k3form.hosts;

import java.net.InetSocketAddress;

/**
 * A port of this computer's loopback that leads through the SSH connection to an address as the
 * host sees it. Closing it closes the port and what went through it.
 */
public interface Tunnel extends AutoCloseable {
  /** Returns where to connect to on this computer. */
  InetSocketAddress local();

  @Override
  void close();
}
