package dev.k3form.provider.keepalived;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.Schemas;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configurations as users write them. */
final class Configs {
  private Configs() {}

  static Value.Obj obj(Object... keysAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put((String) keysAndValues[i], value(keysAndValues[i + 1]));
    }
    return Value.Obj.of(fields);
  }

  /** Returns labelled blocks. */
  static Value.MapOf named(Object... namesAndBodies) {
    return Value.MapOf.of(Type.ANY, obj(namesAndBodies).fields());
  }

  static Value value(Object java) {
    return switch (java) {
      case Value v -> v;
      case String s -> Value.str(s);
      case Integer i -> new Value.Num(BigDecimal.valueOf(i));
      case Boolean b -> Value.bool(b);
      case Duration d -> new Value.Time(d);
      case String[] all ->
          new Value.ListOf(Type.STRING, Arrays.stream(all).<Value>map(Value::str).toList());
      default -> throw new IllegalArgumentException(java.getClass().toString());
    };
  }

  static String[] list(String... items) {
    return items;
  }

  static Value seconds(int n) {
    return new Value.Time(Duration.ofSeconds(n));
  }

  /** Returns the values as the frontend gives them: defaults filled in, every argument there. */
  static Value.Obj complete(Value.Obj written) {
    Value.Obj filled =
        DefaultValues.fill(written, Schemas.resource(KeepalivedConfig.class).block());
    Value.Obj all = RecordBinder.unbind(RecordBinder.bind(filled, KeepalivedConfig.class));
    return all.without("content").without("interfaces").without("active").without("package_added");
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
