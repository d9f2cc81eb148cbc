package dev.k3form.provider.postgres;

import java.util.List;

/** Where a server can be reached by TCP from its own machine. */
final class Listening {
  private Listening() {}

  /** Returns an address and port on which it listens; empty if it listens on none. */
  static String place(Server server) {
    List<String> addresses = server.listenAddresses();
    return addresses.isEmpty() ? "" : reachable(addresses.getFirst()) + ":" + server.port();
  }

  private static String reachable(String address) {
    return switch (address) {
      case "*", "0.0.0.0", "localhost" -> "127.0.0.1";
      case "::" -> "[::1]";
      default -> address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    };
  }
}
