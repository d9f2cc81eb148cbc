package dev.k3form.provider.haproxy;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes haproxy.cfg (HAProxy Configuration Manual, sections 3 to 5).
 *
 * <p>Pure: the same configuration gives the same bytes, proxies and servers in the order of their
 * names.
 */
final class Renderer {
  private static final String HEAD =
      """
      # Written by k3form, which owns this file: the next plan shows an edit by hand as drift,
      # and the next apply undoes it.
      """;

  private Renderer() {}

  static String render(HaproxyConfig config) {
    StringBuilder out = new StringBuilder(HEAD);
    global(out, config.global() == null ? Global.STANDARD : config.global());
    defaults(out, config.defaults() == null ? Defaults.STANDARD : config.defaults());
    sorted(config.frontends()).forEach((name, f) -> frontend(out, name, f));
    sorted(config.backends()).forEach((name, b) -> backend(out, name, b));
    sorted(config.listens()).forEach((name, l) -> listen(out, name, l));
    if (config.extra() != null && !config.extra().isBlank()) {
      out.append('\n').append(config.extra().strip()).append('\n');
    }
    return out.toString();
  }

  private static <T> Map<String, T> sorted(Map<String, T> named) {
    return new TreeMap<>(named);
  }

  private static void global(StringBuilder out, Global g) {
    new Section(out, "global")
        .each("log", g.log())
        .value("chroot", g.chroot())
        .value("user", g.user())
        .value("group", g.group())
        .value("stats socket", g.statsSocket())
        .value("stats timeout", g.statsTimeout())
        .value("maxconn", g.maxconn())
        .value("nbthread", g.nbthread())
        .value("hard-stop-after", g.hardStopAfter())
        .value("ca-base", g.caBase())
        .value("crt-base", g.crtBase())
        .extra(g.extra());
  }

  private static void defaults(StringBuilder out, Defaults d) {
    new Section(out, "defaults")
        .value("mode", d.mode())
        .value("log", d.log())
        .each("option", d.option())
        .value("maxconn", d.maxconn())
        .value("retries", d.retries())
        .value("timeout connect", d.timeoutConnect())
        .value("timeout client", d.timeoutClient())
        .value("timeout server", d.timeoutServer())
        .value("timeout check", d.timeoutCheck())
        .value("timeout queue", d.timeoutQueue())
        .value("timeout http-request", d.timeoutHttpRequest())
        .value("timeout tunnel", d.timeoutTunnel())
        .extra(d.extra());
  }

  private static void frontend(StringBuilder out, String name, Frontend f) {
    new Section(out, "frontend " + name)
        .each("bind", f.bind())
        .value("mode", f.mode())
        .value("maxconn", f.maxconn())
        .each("option", f.option())
        .value("timeout client", f.timeoutClient())
        .each("acl", f.acl())
        .each("tcp-request", f.tcpRequest())
        .each("http-request", f.httpRequest())
        .each("use_backend", f.useBackend())
        .value("default_backend", f.defaultBackend())
        .extra(f.extra());
  }

  private static void backend(StringBuilder out, String name, Backend b) {
    Section section =
        new Section(out, "backend " + name)
            .value("mode", b.mode())
            .value("balance", b.balance())
            .each("option", b.option())
            .each("http-check", b.httpCheck())
            .each("tcp-check", b.tcpCheck())
            .each("http-request", b.httpRequest())
            .value("retries", b.retries())
            .value("timeout connect", b.timeoutConnect())
            .value("timeout server", b.timeoutServer())
            .value("timeout check", b.timeoutCheck());
    if (b.defaultServer() != null) {
      section.line(ServerLine.of(b.defaultServer()));
    }
    sorted(b.servers()).forEach((server, s) -> section.line(ServerLine.of(server, s)));
    section.extra(b.extra());
  }

  private static void listen(StringBuilder out, String name, Listen l) {
    Section section =
        new Section(out, "listen " + name)
            .each("bind", l.bind())
            .value("mode", l.mode())
            .value("balance", l.balance())
            .value("maxconn", l.maxconn())
            .each("option", l.option())
            .each("http-check", l.httpCheck())
            .each("tcp-check", l.tcpCheck())
            .value("timeout client", l.timeoutClient())
            .value("timeout connect", l.timeoutConnect())
            .value("timeout server", l.timeoutServer());
    if (l.defaultServer() != null) {
      section.line(ServerLine.of(l.defaultServer()));
    }
    sorted(l.servers()).forEach((server, s) -> section.line(ServerLine.of(server, s)));
    section.extra(l.extra());
  }
}
