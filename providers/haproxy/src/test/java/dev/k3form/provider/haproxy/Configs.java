package dev.k3form.provider.haproxy;

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
    return WrittenValues.complete(HaproxyConfig.class, written);
  }

  /** The load balancer of the example: three API servers behind port 6443. */
  static Value.Obj loadBalancer(HostConnection host) {
    return complete(
        obj(
            "host",
            RecordBinder.unbind(host),
            "frontend",
            named("kubernetes_api", obj("bind", list("*:6443"), "default_backend", "servers")),
            "backend",
            named(
                "servers",
                obj(
                    "balance",
                    "roundrobin",
                    "option",
                    list("tcp-check"),
                    "default_server",
                    obj("inter", seconds(2), "fall", 3, "rise", 2),
                    "server",
                    named(
                        "s1",
                        obj("address", "192.0.2.1", "port", 6443, "check", true),
                        "s2",
                        obj("address", "192.0.2.2", "port", 6443, "check", true),
                        "s3",
                        obj("address", "2001:db8::3", "port", 6443, "check", true))))));
  }
}
