package dev.k3form.provider.haproxy;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the addresses of {@code bind} lines: {@code *:6443}, {@code :80,:81}, {@code [::]:443
 * v6only}.
 */
final class Binds {
  private static final Pattern TCP =
      Pattern.compile(
          "(?:ipv4@|ipv6@|tcp@)?(?:\\*|\\[[0-9A-Fa-f:.]*]|[^:/@\\s]*|[0-9A-Fa-f:]*):(\\d{1,5})");
  private static final Pattern OTHER =
      Pattern.compile("(?:unix@|abns@|fd@|sockpair@|quic4@|quic6@|udp).*|/.*|.*:\\d{1,5}-\\d{1,5}");

  private Binds() {}

  /** Reports whether the line begins with addresses that HAProxy can take. */
  static boolean isPlausible(String bind) {
    return !bind.isBlank()
        && addresses(bind).stream()
            .allMatch(
                a -> {
                  Matcher m = TCP.matcher(a);
                  return m.matches() ? isPort(m.group(1)) : OTHER.matcher(a).matches();
                });
  }

  /** Returns the TCP ports; ranges and sockets of other kinds have none. */
  static List<Integer> tcpPorts(String bind) {
    return addresses(bind).stream()
        .map(TCP::matcher)
        .filter(Matcher::matches)
        .map(m -> Integer.valueOf(m.group(1)))
        .toList();
  }

  /** Returns the addresses alone, without the parameters behind them. */
  static List<String> addresses(String bind) {
    return Arrays.asList(bind.strip().split("\\s+", 2)[0].split(",", -1));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65535;
  }
}
