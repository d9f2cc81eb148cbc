package dev.k3form.provider.nginx;

import static dev.k3form.testkit.WrittenValues.blocks;
import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.WrittenValues.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.RecordBinder;
import org.junit.jupiter.api.Test;

/** What is expected here is accepted by {@code nginx -t} of Debian 12 inside {@code stream}. */
final class RendererTest {
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");

  @Test
  void rendersALoadBalancer() {
    assertThat(render(Configs.loadBalancer(HOST)))
        .isEqualTo(
            """
            # Written by k3form, which owns this file: the next plan shows an edit by hand as drift,
            # and the next apply undoes it.

            upstream kubernetes_api {
                least_conn;
                server 192.0.2.2:6443 max_fails=2 fail_timeout=5s;
                server 192.0.2.1:6443 max_fails=2 fail_timeout=5s;
            }

            # kubernetes_api
            server {
                listen 6443;
                proxy_pass kubernetes_api;
                proxy_timeout 1h;
            }
            """);
  }

  @Test
  void rendersEverything() {
    Value.Obj config =
        Configs.complete(
            obj(
                "host",
                RecordBinder.unbind(HOST),
                "upstream",
                named(
                    "dns",
                    obj(
                        "server",
                        blocks(
                            obj(
                                "address", "2001:db8::53",
                                "port", 53,
                                "weight", 5,
                                "max_conns", 100,
                                "max_fails", 0,
                                "fail_timeout", seconds(15)),
                            obj("address", "192.0.2.54", "port", 53, "backup", true),
                            obj("address", "192.0.2.55", "port", 53, "down", true)),
                        "extra",
                        "zone dns 64k;")),
                "server",
                named(
                    "dns",
                    obj(
                        "listen",
                        list("53 udp reuseport", "[::]:53"),
                        "proxy_pass",
                        "dns",
                        "proxy_timeout",
                        seconds(90),
                        "proxy_connect_timeout",
                        seconds(120),
                        "proxy_protocol",
                        true,
                        "extra",
                        "proxy_responses 1;\n\n  proxy_bind 127.0.0.2;\n")),
                "extra",
                "resolver 127.0.0.1;\n"));
    assertThat(render(config))
        .isEqualTo(
            """
            # Written by k3form, which owns this file: the next plan shows an edit by hand as drift,
            # and the next apply undoes it.

            upstream dns {
                server [2001:db8::53]:53 weight=5 max_conns=100 max_fails=0 fail_timeout=15s;
                server 192.0.2.54:53 backup;
                server 192.0.2.55:53 down;
                zone dns 64k;
            }

            # dns
            server {
                listen 53 udp reuseport;
                listen [::]:53;
                proxy_pass dns;
                proxy_timeout 90s;
                proxy_connect_timeout 2m;
                proxy_protocol on;
                proxy_responses 1;
                proxy_bind 127.0.0.2;
            }

            resolver 127.0.0.1;
            """);
  }

  private static String render(Value.Obj config) {
    return Renderer.render(RecordBinder.bind(config, NginxStream.class));
  }
}
