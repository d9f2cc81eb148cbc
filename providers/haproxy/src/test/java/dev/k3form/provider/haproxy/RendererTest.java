package dev.k3form.provider.haproxy;

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
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The golden files are accepted by {@code haproxy -c} of Debian 12. */
final class RendererTest {
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");

  @Test
  void rendersALoadBalancer() throws IOException {
    assertGolden("load-balancer.cfg", Configs.loadBalancer(HOST));
  }

  @Test
  void rendersEverything() throws IOException {
    assertGolden(
        "everything.cfg",
        Configs.complete(
            obj(
                "host",
                RecordBinder.unbind(HOST),
                "global",
                obj(
                    "log",
                    list("/dev/log local0", "192.0.2.50:514 local1 notice"),
                    "maxconn",
                    20000,
                    "nbthread",
                    1,
                    "hard_stop_after",
                    new Value.Time(Duration.ofMinutes(30)),
                    "ca_base",
                    "/etc/ssl/certs",
                    "crt_base",
                    "/etc/ssl/private",
                    "extra",
                    "tune.bufsize 32768\n  tune.maxrewrite 4096\n"),
                "defaults",
                obj(
                    "mode", "http",
                    "option", list("httplog", "dontlognull"),
                    "retries", 3,
                    "maxconn", 10000,
                    "timeout_connect", seconds(4),
                    "timeout_client", new Value.Time(Duration.ofMillis(50500)),
                    "timeout_server", seconds(60),
                    "timeout_check", seconds(3),
                    "timeout_queue", seconds(10),
                    "timeout_http_request", seconds(10),
                    "timeout_tunnel", new Value.Time(Duration.ofDays(1))),
                "frontend",
                named(
                    "metrics",
                    obj(
                        "bind", list("127.0.0.1:8404"),
                        "mode", "http",
                        "maxconn", 100,
                        "option", list("dontlog-normal"),
                        "timeout_client", seconds(10),
                        "acl", list("is_metrics path /metrics"),
                        "http_request",
                            list("use-service prometheus-exporter if is_metrics", "deny"),
                        "extra", "stats enable\nstats uri /stats"),
                    "api",
                    obj(
                        "bind", list("*:6443", "[::]:6443 v6only"),
                        "mode", "tcp",
                        "tcp_request", list("inspect-delay 5s"),
                        "use_backend", list("canary if { src 192.0.2.0/24 }"),
                        "default_backend", "servers")),
                "backend",
                named(
                    "servers",
                    obj(
                        "mode",
                        "tcp",
                        "balance",
                        "leastconn",
                        "option",
                        list("httpchk GET /readyz"),
                        "http_check",
                        list("expect status 200,401"),
                        "retries",
                        2,
                        "timeout_connect",
                        seconds(2),
                        "timeout_server",
                        new Value.Time(Duration.ofHours(2)),
                        "timeout_check",
                        seconds(2),
                        "default_server",
                        obj(
                            "inter",
                            seconds(2),
                            "fastinter",
                            new Value.Time(Duration.ofMillis(500)),
                            "downinter",
                            seconds(5),
                            "fall",
                            3,
                            "rise",
                            2,
                            "weight",
                            100,
                            "maxconn",
                            1000,
                            "on_marked_down",
                            "shutdown-sessions",
                            "slowstart",
                            seconds(30),
                            "extra",
                            "init-addr last,libc,none"),
                        "server",
                        named(
                            "s1",
                            obj(
                                "address",
                                "192.0.2.1",
                                "port",
                                6443,
                                "check",
                                true,
                                "check_ssl",
                                true,
                                "check_sni",
                                "kubernetes.default",
                                "verify",
                                "none",
                                "inter",
                                seconds(1),
                                "fall",
                                2,
                                "rise",
                                1,
                                "weight",
                                10,
                                "maxconn",
                                500),
                            "s2",
                            obj(
                                "address",
                                "192.0.2.2",
                                "port",
                                6443,
                                "check",
                                true,
                                "check_port",
                                6444,
                                "backup",
                                true,
                                "disabled",
                                true,
                                "send_proxy",
                                true,
                                "on_marked_down",
                                "shutdown-sessions",
                                "extra",
                                "observe layer4"))),
                    "canary",
                    obj(
                        "mode",
                        "tcp",
                        "tcp_check",
                        list("connect"),
                        "option",
                        list("tcp-check"),
                        "server",
                        named(
                            "c1",
                            obj(
                                "address", "192.0.2.3",
                                "port", 443,
                                "ssl", true,
                                "verify", "required",
                                "verifyhost", "kubernetes",
                                "ca_file", "ca-certificates.crt",
                                "sni", "str(kubernetes)")))),
                "listen",
                named(
                    "postgres",
                    obj(
                        "bind",
                        list("*:5432"),
                        "mode",
                        "tcp",
                        "balance",
                        "first",
                        "maxconn",
                        200,
                        "option",
                        list("pgsql-check user k3s"),
                        "timeout_client",
                        seconds(600),
                        "timeout_connect",
                        seconds(2),
                        "timeout_server",
                        seconds(600),
                        "server",
                        named("db1", obj("address", "192.0.2.7", "port", 5432, "check", true)))),
                "extra",
                "peers pair\n    peer lb1 192.0.2.10:1024\n")));
  }

  private static void assertGolden(String file, Value.Obj config) throws IOException {
    String rendered = Renderer.render(RecordBinder.bind(config, HaproxyConfig.class));
    try (var in = RendererTest.class.getResourceAsStream(file)) {
      String golden = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rendered).as(file).isEqualTo(golden);
    }
  }
}
