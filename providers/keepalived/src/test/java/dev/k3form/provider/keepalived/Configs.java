package dev.k3form.provider.keepalived;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.WrittenValues;

/** Configurations as users write them. */
final class Configs {
  private Configs() {}

  /** Returns the values as the frontend gives them: defaults filled in, every argument there. */
  static Value.Obj complete(Value.Obj written) {
    return WrittenValues.complete(KeepalivedConfig.class, written);
  }

  /** One of a pair that holds an address while HAProxy runs. */
  static Value.Obj pair(HostConnection host, String networkInterface) {
    return complete(
        obj(
            "host",
            RecordBinder.unbind(host),
            "vrrp_script",
            named("haproxy", obj("script", "/usr/bin/systemctl is-active --quiet haproxy")),
            "vrrp_instance",
            named(
                "api",
                obj(
                    "interface",
                    networkInterface,
                    "virtual_router_id",
                    220,
                    "priority",
                    100,
                    "virtual_ipaddress",
                    list("192.0.2.220/24"),
                    "track_script",
                    list("haproxy")))));
  }
}
