package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.util.Optional;

/**
 * What roles and databases have in common: they are in a server, and carry the key of their making.
 */
final class InServer {
  /** Under this key a create notes the mark of what it makes, before it makes it. */
  static final String NOTE = "mark";

  private static final String MARK = "k3form:";

  private InServer() {}

  /** Returns the comment of what is made under a key. */
  static String mark(String idempotencyKey) {
    return MARK + idempotencyKey;
  }

  /** Returns the address of the server's machine, as far as it is known. */
  static Optional<String> host(ConfigView config) {
    return machine(config.values()).reveal() instanceof Value.Obj host
            && host.get("address").reveal() instanceof Value.Str(String address)
        ? Optional.of(address)
        : Optional.empty();
  }

  private static Value machine(Value.Obj values) {
    return values.get("server").reveal() instanceof Value.Obj server
        ? server.get(HostArgument.NAME)
        : values.get("server");
  }

  /** On another machine it is made anew; another port or password of the server changes nothing. */
  static Planned plan(PlanRequest<?> request) {
    Planned planned = StandardPlan.of(request);
    Optional<Value> before = request.prior().map(InServer::machine);
    if (before.isEmpty() || HostArgument.sameMachine(before.get(), machine(request.config()))) {
      return planned;
    }
    return planned.replacing(AttributePath.of("server"));
  }
}
