package dev.k3form.provider.nginx;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the addresses of {@code listen} lines: {@code 6443}, {@code *:53 udp}, {@code [::]:443}.
 */
final class Listens {
  private static final Pattern FORM =
      Pattern.compile("(?:(?:\\*|\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):)?(\\d{1,5})");

  private Listens() {}

  static boolean isPlausible(String listen) {
    String address = address(listen);
    if (address.startsWith("unix:")) {
      return true;
    }
    Matcher m = FORM.matcher(address);
    return m.matches()
        && Integer.parseInt(m.group(1)) >= 1
        && Integer.parseInt(m.group(1)) <= 65535;
  }

  /** Returns the port if it is one of TCP. */
  static OptionalInt tcpPort(String listen) {
    Matcher m = FORM.matcher(address(listen));
    return m.matches() && !isUdp(listen)
        ? OptionalInt.of(Integer.parseInt(m.group(1)))
        : OptionalInt.empty();
  }

  /** Returns what two lines must not share. */
  static String key(String listen) {
    return address(listen).replaceFirst("^\\*:", "") + (isUdp(listen) ? " udp" : "");
  }

  private static String address(String listen) {
    return listen.strip().split("\\s+", 2)[0];
  }

  private static boolean isUdp(String listen) {
    return listen.matches(".*\\sudp(\\s.*)?");
  }
}
