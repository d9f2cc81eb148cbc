package dev.k3form.hosts.provider;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.RecordBinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the argument {@code host} means for a plan, and what does not depend on it.
 *
 * <p>Two connections lead to the same machine if they have the same address or the same pinned host
 * key. While the machine stays the same, a change of port, user or identity changes only how it is
 * reached. A resource on a machine that is another, or that is to be made anew and thus has an
 * address or host key yet to be known, is created anew.
 */
public final class HostArgument {
  /** The name of the argument. */
  public static final String NAME = "host";

  /** The names of the parts of a connection. */
  public static final List<String> PARTS =
      List.copyOf(RecordBinder.unbind(HostConnection.of("localhost")).fields().keySet());

  private HostArgument() {}

  /** Checks the argument as far as it is known. */
  public static void validate(ConfigView config, ProblemSink problems) {
    if (config.values().get(NAME).reveal() instanceof Value.Obj host) {
      validate(host, AttributePath.of(NAME), problems);
    }
  }

  /** Checks a connection whose parts stand below a path. */
  public static void validate(Value.Obj host, AttributePath path, ProblemSink problems) {
    if (host.get("address").reveal() instanceof Value.Str(String address)
        && (address.isBlank() || address.chars().anyMatch(Character::isWhitespace))) {
      problems.error(
          path.attribute("address"),
          "the address of a host is a name or an IP address",
          "Write for example \"192.168.1.211\", without user or port.");
    }
    if (host.get("port").reveal() instanceof Value.Num(var port)
        && (port.signum() <= 0 || port.intValue() > 65535)) {
      problems.error(
          path.attribute("port"), "a port is between 1 and 65535", "SSH servers listen on 22.");
    }
    if (!Values.isWhollyKnown(host) || host.get("address").isNull()) {
      return;
    }
    try {
      HostSpecs.of(RecordBinder.bind(host, HostConnection.class), Path.of("."));
    } catch (IllegalArgumentException e) {
      problems.error(
          path.attribute("host_key"),
          "the host key is not an OpenSSH public key",
          "Write the line of /etc/ssh/ssh_host_ed25519_key.pub on the machine: "
              + e.getMessage()
              + ".");
    }
  }

  /**
   * Returns the record without its machine, if nothing else is unknown: what is made of the other
   * arguments is known before the machine is.
   */
  public static <R extends Record> Optional<R> others(Value.Obj config, Class<R> model) {
    return new ConfigView(config.without(NAME)).bound(model);
  }

  /**
   * Returns the text of a file that is made of the other arguments: unknown while one of them is,
   * secret if one of them is.
   */
  public static <R extends Record> Value rendered(
      Value.Obj config, Class<R> model, Function<R, String> renderer) {
    Value text =
        others(config, model)
            .<Value>map(bound -> Value.str(renderer.apply(bound)))
            .orElseGet(() -> Value.Unknown.of(Type.STRING));
    return Values.containsSecret(config.without(NAME)) ? Values.secret(text) : text;
  }

  /** Adds to a plan what a change of machine means. */
  public static Planned plan(Planned planned, PlanRequest<?> request) {
    Optional<Value> before = request.prior().map(prior -> prior.get(NAME));
    if (before.isEmpty() || sameMachine(before.get(), request.config().get(NAME))) {
      return planned;
    }
    return planned.replacing(AttributePath.of(NAME));
  }

  /** Reports whether two values of {@code host} are certain to lead to the same machine. */
  public static boolean sameMachine(Value one, Value other) {
    return one.reveal() instanceof Value.Obj a
        && other.reveal() instanceof Value.Obj b
        && isDecided(b)
        && (sameText(a, b, "address") || sameText(a, b, "host_key"));
  }

  private static boolean isDecided(Value.Obj host) {
    return Values.isWhollyKnown(host.get("address")) && Values.isWhollyKnown(host.get("host_key"));
  }

  private static boolean sameText(Value.Obj a, Value.Obj b, String attribute) {
    return a.get(attribute).reveal() instanceof Value.Str one
        && one.equals(b.get(attribute).reveal());
  }
}
