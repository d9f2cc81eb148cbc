package dev.k3form.provider.keepalived;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes keepalived.conf (keepalived.conf(5)).
 *
 * <p>Pure: the same configuration and interfaces give the same bytes, sections in the order of
 * their names.
 */
final class Renderer {
  private static final String HEAD =
      """
      # Written by k3form, which owns this file: the next plan shows an edit by hand as drift,
      # and the next apply undoes it.
      """;

  private final StringBuilder out = new StringBuilder(HEAD);
  private final Map<String, String> interfaces;

  private Renderer(Map<String, String> interfaces) {
    this.interfaces = interfaces;
  }

  /**
   * Renders the file.
   *
   * @param interfaces the interface of each instance that names none itself
   */
  static String render(KeepalivedConfig config, Map<String, String> interfaces) {
    Renderer r = new Renderer(interfaces);
    r.global(config.globalDefs() == null ? GlobalDefs.STANDARD : config.globalDefs());
    new TreeMap<>(config.scripts()).forEach(r::script);
    new TreeMap<>(config.instances()).forEach(r::instance);
    if (config.extra() != null && !config.extra().isBlank()) {
      r.out.append('\n').append(config.extra().strip()).append('\n');
    }
    return r.out.toString();
  }

  private void global(GlobalDefs g) {
    open("global_defs");
    value("router_id", g.routerId());
    value("script_user", g.scriptUser());
    flag("enable_script_security", g.enableScriptSecurity());
    value("vrrp_garp_master_refresh", g.vrrpGarpMasterRefresh());
    close(g.extra());
  }

  private void script(String name, VrrpScript s) {
    open("vrrp_script " + name);
    value("script", '"' + s.script().replace("\"", "\\\"") + '"');
    value("interval", s.interval());
    value("timeout", s.timeout());
    value("weight", s.weight());
    value("fall", s.fall());
    value("rise", s.rise());
    value("user", s.user());
    flag("init_fail", s.initFail());
    close(null);
  }

  private void instance(String name, VrrpInstance i) {
    open("vrrp_instance " + name);
    value("state", i.state());
    value("interface", i.networkInterface() == null ? interfaces.get(name) : i.networkInterface());
    value("virtual_router_id", i.virtualRouterId());
    value("priority", i.priority());
    value("advert_int", i.advertInt());
    flag("nopreempt", i.nopreempt());
    value("preempt_delay", i.preemptDelay());
    value("unicast_src_ip", i.unicastSrcIp());
    list("unicast_peer", i.unicastPeer());
    if (i.authentication() != null) {
      list(
          "authentication",
          List.of(
              "auth_type " + i.authentication().authType(),
              "auth_pass " + i.authentication().authPass().reveal()));
    }
    list("virtual_ipaddress", i.virtualIpaddress());
    list("track_script", i.trackScript());
    list("track_interface", i.trackInterface());
    close(i.extra());
  }

  private void open(String head) {
    out.append('\n').append(head).append(" {\n");
  }

  private void close(@Nullable String extra) {
    if (extra != null) {
      extra
          .lines()
          .filter(l -> !l.isBlank())
          .forEach(l -> out.append("    ").append(l).append('\n'));
    }
    out.append("}\n");
  }

  private void value(String keyword, @Nullable Object value) {
    if (value != null) {
      String text = value instanceof Duration d ? seconds(d) : value.toString();
      out.append("    ").append(keyword).append(' ').append(text).append('\n');
    }
  }

  private void flag(String keyword, boolean on) {
    if (on) {
      out.append("    ").append(keyword).append('\n');
    }
  }

  private void list(String keyword, List<String> items) {
    if (!items.isEmpty()) {
      out.append("    ").append(keyword).append(" {\n");
      items.forEach(item -> out.append("        ").append(item).append('\n'));
      out.append("    }\n");
    }
  }

  private static String seconds(Duration d) {
    return BigDecimal.valueOf(d.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
