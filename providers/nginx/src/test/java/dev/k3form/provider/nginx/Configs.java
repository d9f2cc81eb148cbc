package dev.k3form.provider.nginx;

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
    Value.Obj filled = DefaultValues.fill(written, Schemas.resource(NginxStream.class).block());
    Value.Obj all = RecordBinder.unbind(RecordBinder.bind(filled, NginxStream.class));
    return all.without("content").without("include").without("active").without("packages_added");
  }

  /** Returns blocks without labels. */
  static Value.ListOf blocks(Value.Obj... bodies) {
    return new Value.ListOf(Type.ANY, Arrays.asList(bodies));
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
