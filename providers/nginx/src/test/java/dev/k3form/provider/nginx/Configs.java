package dev.k3form.provider.nginx;

import static dev.k3form.testkit.WrittenValues.blocks;
import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.WrittenValues.seconds;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.WrittenValues;

/** Configurations as users write them. */
final class Configs {
  private Configs() {}

  /** Returns the values as the frontend gives them: defaults filled in, every argument there. */
  static Value.Obj complete(Value.Obj written) {
    return WrittenValues.complete(NginxStream.class, written);
  }

  /** The load balancer of the example: two API servers behind port 6443. */
  static Value.Obj loadBalancer(HostConnection host) {
    return complete(
        obj(
            "host",
            RecordBinder.unbind(host),
            "upstream",
            named(
                "kubernetes_api",
                obj(
                    "balance",
                    "least_conn",
                    "server",
                    blocks(server("192.0.2.2"), server("192.0.2.1")))),
            "server",
            named(
                "kubernetes_api",
                obj(
                    "listen",
                    list("6443"),
                    "proxy_pass",
                    "kubernetes_api",
                    "proxy_timeout",
                    seconds(3600)))));
  }

  static Value.Obj server(String address) {
    return obj("address", address, "port", 6443, "max_fails", 2, "fail_timeout", seconds(5));
  }
}
