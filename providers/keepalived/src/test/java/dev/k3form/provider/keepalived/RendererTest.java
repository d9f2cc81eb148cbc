package dev.k3form.provider.keepalived;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.WrittenValues.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.RecordBinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The golden files are accepted by {@code keepalived -t} 2.2.7 where there is an interface host0.
 */
final class RendererTest {
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");

  private static final Value.Obj EVERYTHING =
      Configs.complete(
          obj(
              "host",
              RecordBinder.unbind(HOST),
              "global_defs",
              obj(
                  "router_id", "lb1",
                  "script_user", "root",
                  "vrrp_garp_master_refresh", seconds(30),
                  "extra", "vrrp_garp_master_delay 2\n"),
              "vrrp_script",
              named(
                  "haproxy",
                  obj(
                      "script",
                      "/usr/bin/pgrep -x haproxy",
                      "interval",
                      seconds(3),
                      "timeout",
                      seconds(2),
                      "weight",
                      -30,
                      "fall",
                      3,
                      "rise",
                      2,
                      "user",
                      "root",
                      "init_fail",
                      true)),
              "vrrp_instance",
              named(
                  "api",
                  obj(
                      "interface",
                      "host0",
                      "state",
                      "BACKUP",
                      "virtual_router_id",
                      51,
                      "priority",
                      150,
                      "advert_int",
                      seconds(2),
                      "nopreempt",
                      true,
                      "unicast_src_ip",
                      "192.0.2.10",
                      "unicast_peer",
                      list("192.0.2.11", "192.0.2.12"),
                      "authentication",
                      obj("auth_pass", "s3cr3t"),
                      "virtual_ipaddress",
                      list("192.0.2.220/24", "192.0.2.221/24 label host0:1"),
                      "track_script",
                      list("haproxy"),
                      "extra",
                      "garp_master_delay 1"),
                  "v6",
                  obj(
                      "virtual_router_id", 52,
                      "preempt_delay", seconds(300),
                      "track_interface", list("lo"),
                      "virtual_ipaddress", list("fe80::220/64", "2001:db8::220/64"))),
              "extra",
              "static_routes {\n    198.51.100.0/24 dev host0\n}\n"));

  @Test
  void rendersAPair() throws IOException {
    assertGolden("pair.conf", Configs.pair(HOST, "host0"), Map.of());
  }

  @Test
  void rendersEverything() throws IOException {
    assertGolden("everything.conf", EVERYTHING, Map.of("v6", "host0"));
  }

  @Test
  void masksPasswordsAndTellsThemApart() {
    KeepalivedConfig config = RecordBinder.bind(EVERYTHING, KeepalivedConfig.class);
    String file = Renderer.render(config, Map.of("v6", "host0"));
    assertThat(file).contains("auth_pass s3cr3t");
    String masked = Masking.mask(file, config.passwords());
    assertThat(masked).contains("auth_pass (sensitive)\n").doesNotContain("s3cr3t");
    String other = Masking.mask(file.replace("s3cr3t", "other"), config.passwords());
    assertThat(other).isNotEqualTo(masked).doesNotContain("auth_pass other");
    assertThat(Masking.mask("auth_pass \"a b\"", Set.of())).doesNotContain("a b");
  }

  private static void assertGolden(String file, Value.Obj config, Map<String, String> interfaces)
      throws IOException {
    String rendered =
        Renderer.render(RecordBinder.bind(config, KeepalivedConfig.class), interfaces);
    try (var in = RendererTest.class.getResourceAsStream(file)) {
      String golden = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rendered).as(file).isEqualTo(golden);
    }
  }
}
