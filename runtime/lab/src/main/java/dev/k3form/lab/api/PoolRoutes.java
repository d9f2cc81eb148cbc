package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;
import static dev.k3form.lab.schema.Parameter.required;

import dev.k3form.lab.datacenter.Pools;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.schema.ParamType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Endpoints about resource pools. */
final class PoolRoutes {

  private PoolRoutes() {}

  static List<Route> routes() {
    ParamType text = ParamType.text();
    return List.of(
        Route.of(
            "GET", "/pools", Route.ANYONE, List.of(optional("poolid", text)), PoolRoutes::list),
        Route.of(
            "POST",
            "/pools",
            Route.ANYONE,
            List.of(required("poolid", text), optional("comment", text)),
            call -> {
              pools(call).create(allowed(call));
              return null;
            }),
        Route.of(
            "PUT",
            "/pools",
            Route.ANYONE,
            List.of(
                required("poolid", text),
                optional("vms", text),
                optional("delete", ParamType.bool()),
                optional("allow-move", ParamType.bool()),
                optional("comment", text)),
            PoolRoutes::change),
        Route.of(
            "DELETE",
            "/pools",
            Route.ANYONE,
            List.of(required("poolid", text)),
            call -> {
              pools(call).delete(allowed(call));
              return null;
            }));
  }

  private static Pools pools(Call call) {
    return call.datacenter().pools();
  }

  private static String allowed(Call call) {
    String pool = call.parameter("poolid").orElseThrow();
    call.require("/pool/" + pool, "Pool.Allocate");
    return pool;
  }

  private static Object list(Call call) {
    List<Object> found = new ArrayList<>();
    for (Map.Entry<String, SortedSet<Integer>> pool : pools(call).all().entrySet()) {
      if (call.parameter("poolid").isEmpty()) {
        found.add(Map.of("poolid", pool.getKey()));
      } else if (call.parameter("poolid").get().equals(pool.getKey())) {
        List<Object> members = new ArrayList<>();
        for (int vmid : pool.getValue()) {
          call.datacenter().repository().vm(vmid).map(PoolRoutes::member).ifPresent(members::add);
        }
        found.add(Map.of("poolid", pool.getKey(), "members", members));
      }
    }
    return found;
  }

  private static Object member(Vm vm) {
    return Map.of("id", "qemu/" + vm.id(), "type", "qemu", "vmid", vm.id(), "name", vm.name());
  }

  private static @Nullable Object change(Call call) {
    String pool = allowed(call);
    for (String vmid : call.parameter("vms").orElse("").split("[,; ]+", -1)) {
      if (vmid.isEmpty()) {
        continue;
      }
      if (call.flag("delete")) {
        pools(call).remove(pool, Integer.parseInt(vmid));
      } else {
        pools(call).add(pool, Integer.parseInt(vmid), call.flag("allow-move"));
      }
    }
    return null;
  }

  /** Naming a pool that is not there is a matter of permissions, as far as Proxmox is concerned. */
  static void requireExisting(Call call) {
    call.parameter("pool")
        .filter(pool -> !pools(call).exists(pool))
        .ifPresent(
            pool -> {
              throw Denied.because("pool '" + pool + "' does not exist");
            });
  }
}
