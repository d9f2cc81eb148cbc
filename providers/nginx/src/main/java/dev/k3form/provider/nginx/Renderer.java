package dev.k3form.provider.nginx;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the stream file (ngx_stream_core_module, ngx_stream_proxy_module,
 * ngx_stream_upstream_module).
 *
 * <p>Pure: the same configuration gives the same bytes, blocks in the order of their names, servers
 * of an upstream in the order in which they are declared.
 */
final class Renderer {
  private static final String HEAD =
      """
      # Written by k3form, which owns this file: the next plan shows an edit by hand as drift,
      # and the next apply undoes it.
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private Renderer() {}

  static String render(NginxStream config) {
    Renderer r = new Renderer();
    new TreeMap<>(config.upstreams()).forEach(r::upstream);
    new TreeMap<>(config.servers()).forEach(r::server);
    if (config.extra() != null && !config.extra().isBlank()) {
      r.out.append('\n').append(config.extra().strip()).append('\n');
    }
    return r.out.toString();
  }

  private void upstream(String name, Upstream u) {
    out.append("\nupstream ").append(name).append(" {\n");
    if (!u.balance().equals("round_robin")) {
      line(u.balance());
    }
    u.servers().forEach(s -> line(server(s)));
    extra(u.extra());
    out.append("}\n");
  }

  private static String server(UpstreamServer s) {
    boolean bare = s.address().contains(":") && !s.address().startsWith("[");
    StringBuilder line =
        new StringBuilder("server ")
            .append(bare ? "[" + s.address() + "]" : s.address())
            .append(':')
            .append(s.port());
    parameters(s)
        .forEach(
            (name, value) -> {
              if (value != null) {
                line.append(' ').append(name).append('=').append(value);
              }
            });
    line.append(s.backup() ? " backup" : "").append(s.down() ? " down" : "");
    return line.toString();
  }

  private static Map<String, @Nullable Object> parameters(UpstreamServer s) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("weight", s.weight());
    out.put("max_conns", s.maxConns());
    out.put("max_fails", s.maxFails());
    out.put("fail_timeout", s.failTimeout() == null ? null : duration(s.failTimeout()));
    return out;
  }

  private void server(String name, Server s) {
    out.append("\n# ").append(name).append("\nserver {\n");
    s.listen().forEach(l -> line("listen " + l));
    line("proxy_pass " + s.proxyPass());
    if (s.proxyTimeout() != null) {
      line("proxy_timeout " + duration(s.proxyTimeout()));
    }
    if (s.proxyConnectTimeout() != null) {
      line("proxy_connect_timeout " + duration(s.proxyConnectTimeout()));
    }
    if (s.proxyProtocol()) {
      line("proxy_protocol on");
    }
    extra(s.extra());
    out.append("}\n");
  }

  private void line(String text) {
    out.append("    ").append(text).append(";\n");
  }

  private void extra(@Nullable String lines) {
    if (lines != null) {
      lines
          .lines()
          .filter(l -> !l.isBlank())
          .forEach(l -> out.append("    ").append(l.strip()).append('\n'));
    }
  }

  /** Returns a time as nginx reads it: milliseconds, or the largest unit in which it is whole. */
  static String duration(Duration d) {
    long ms = d.toMillis();
    if (ms == 0 || ms % 1000 != 0) {
      return ms + "ms";
    }
    long s = ms / 1000;
    return s % 86400 == 0
        ? s / 86400 + "d"
        : s % 3600 == 0 ? s / 3600 + "h" : s % 60 == 0 ? s / 60 + "m" : s + "s";
  }
}
