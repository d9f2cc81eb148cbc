package dev.k3form.lab.api;

import dev.k3form.lab.schema.Parameter;
import dev.k3form.lab.schema.ParameterSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint: method, path with placeholders, who may call it, what it takes and what it does.
 *
 * @param permission throws {@link Denied} before parameters are looked at
 */
record Route(
    String method, String path, Permission permission, ParameterSet parameters, Handler handler) {

  /** Decides on the path alone, as Proxmox's declared permissions do. */
  @FunctionalInterface
  interface Permission {
    void check(Call call);
  }

  /** Produces the answer's {@code data}. */
  @FunctionalInterface
  interface Handler {
    @Nullable Object handle(Call call) throws InterruptedException;
  }

  static final Permission ANYONE = _ -> {};

  static Permission onVm(String... any) {
    return call -> call.requireAny("/vms/" + call.vmid(), List.of(any));
  }

  static Route of(
      String method,
      String path,
      Permission permission,
      Collection<Parameter> parameters,
      Handler handler) {
    return new Route(method, path, permission, new ParameterSet(parameters), handler);
  }

  /** The values of the placeholders when a request's segments fit this route's path. */
  Optional<Map<String, String>> match(String[] segments) {
    String[] mine = path.split("/", -1);
    boolean rest = mine[mine.length - 1].startsWith("{+");
    if (rest ? segments.length < mine.length : segments.length != mine.length) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < mine.length; i++) {
      if (mine[i].startsWith("{+")) {
        values.put(
            mine[i].substring(2, mine[i].length() - 1),
            String.join("/", List.of(segments).subList(i, segments.length)));
      } else if (mine[i].startsWith("{")) {
        values.put(mine[i].substring(1, mine[i].length() - 1), segments[i]);
      } else if (!mine[i].equals(segments[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
