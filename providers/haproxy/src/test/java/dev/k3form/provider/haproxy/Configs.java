package dev.k3form.provider.haproxy;

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
    Value.Obj filled = DefaultValues.fill(written, Schemas.resource(HaproxyConfig.class).block());
    Value.Obj all = RecordBinder.unbind(RecordBinder.bind(filled, HaproxyConfig.class));
    return all.without("content").without("active").without("package_added");
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
