package dev.k3form.provider.haproxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Renders the lines {@code server} and {@code default-server}; parameters as in configuration.txt
 * §5.2.
 */
final class ServerLine {
  private final StringBuilder out;

  private ServerLine(String head) {
    out = new StringBuilder(head);
  }

  static String of(String name, Server s) {
    return new ServerLine("server " + name + " " + address(s))
        .flag("check", s.check())
        .value("port", s.checkPort())
        .flag("check-ssl", s.checkSsl())
        .value("check-sni", s.checkSni())
        .value("inter", s.inter())
        .value("fall", s.fall())
        .value("rise", s.rise())
        .value("weight", s.weight())
        .flag("backup", s.backup())
        .flag("disabled", s.disabled())
        .value("maxconn", s.maxconn())
        .flag("ssl", s.ssl())
        .value("verify", s.verify())
        .value("verifyhost", s.verifyhost())
        .value("ca-file", s.caFile())
        .value("crt", s.crt())
        .value("sni", s.sni())
        .flag("send-proxy", s.sendProxy())
        .value("on-marked-down", s.onMarkedDown())
        .extra(s.extra());
  }

  static String of(DefaultServer s) {
    return new ServerLine("default-server")
        .value("inter", s.inter())
        .value("fastinter", s.fastinter())
        .value("downinter", s.downinter())
        .value("fall", s.fall())
        .value("rise", s.rise())
        .value("weight", s.weight())
        .value("maxconn", s.maxconn())
        .value("on-marked-down", s.onMarkedDown())
        .value("slowstart", s.slowstart())
        .extra(s.extra());
  }

  /** An IPv6 address is bracketed, so that its last group is not taken for a port. */
  private static String address(Server s) {
    boolean bare = s.address().indexOf(':') != s.address().lastIndexOf(':');
    String address = bare && !s.address().startsWith("[") ? "[" + s.address() + "]" : s.address();
    return s.port() == null ? address : address + ":" + s.port();
  }

  private ServerLine flag(String keyword, boolean on) {
    if (on) {
      out.append(' ').append(keyword);
    }
    return this;
  }

  private ServerLine value(String keyword, @Nullable Object value) {
    if (value != null) {
      String text = value instanceof Duration d ? Section.duration(d) : value.toString();
      out.append(' ').append(keyword).append(' ').append(text);
    }
    return this;
  }

  private String extra(@Nullable String extra) {
    if (extra != null && !extra.isBlank()) {
      out.append(' ').append(extra.strip());
    }
    return out.toString();
  }
}
