package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.machine.MachineState;
import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.ParameterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Endpoints about the whole: version, nodes, resources, the next free id, permissions. */
final class ClusterRoutes {

  private final String fingerprint;

  /**
   * @param fingerprint SHA-256 of the server's certificate, colon form
   */
  ClusterRoutes(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "/version", Route.ANYONE, List.of(), _ -> version()),
        Route.of("GET", "/nodes", Route.ANYONE, List.of(), this::nodes),
        Route.of(
            "GET",
            "/cluster/resources",
            Route.ANYONE,
            List.of(optional("type", ParamType.oneOf("vm", "storage", "node", "sdn"))),
            this::resources),
        Route.of(
            "GET",
            "/cluster/nextid",
            Route.ANYONE,
            List.of(optional("vmid", ParamType.integer(100, 999_999_999))),
            ClusterRoutes::nextId),
        Route.of(
            "GET",
            "/access/permissions",
            Route.ANYONE,
            List.of(optional("path", ParamType.text()), optional("userid", ParamType.text())),
            ClusterRoutes::permissions));
  }

  private static Object version() {
    return Map.of("version", "9.2.0", "release", "9.2", "repoid", "k3form-lab");
  }

  private Object nodes(Call call) {
    Map<String, Object> node = node(call.datacenter());
    node.put("ssl_fingerprint", fingerprint);
    return List.of(node);
  }

  private static Map<String, Object> node(Datacenter dc) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("type", "node");
    node.put("id", "node/" + dc.layout().node());
    node.put("node", dc.layout().node());
    node.put("status", "online");
    node.put("maxcpu", Runtime.getRuntime().availableProcessors());
    node.put("cpu", 0);
    node.put("level", "");
    return node;
  }

  private Object resources(Call call) {
    Datacenter dc = call.datacenter();
    String type = call.parameter("type").orElse("");
    List<Object> found = new ArrayList<>();
    if (type.isEmpty() || type.equals("vm")) {
      boolean stale = call.find(Fault.StaleResources.class).findAny().isPresent();
      for (Vm vm : dc.repository().vms()) {
        if (call.identity().privileges().has("/vms/" + vm.id(), "VM.Audit")) {
          found.add(vm(dc, vm, stale || fresh(dc, vm)));
        }
      }
    }
    if (type.isEmpty() || type.equals("node")) {
      found.add(node(dc));
    }
    if (type.isEmpty() || type.equals("storage")) {
      found.add(
          Map.of(
              "type",
              "storage",
              "id",
              "storage/" + dc.layout().node() + "/" + dc.layout().storage(),
              "node",
              dc.layout().node(),
              "storage",
              dc.layout().storage(),
              "content",
              "images,import,iso",
              "plugintype",
              "dir",
              "shared",
              0,
              "status",
              "available"));
    }
    return found;
  }

  private static boolean fresh(Datacenter dc, Vm vm) {
    Duration age = Duration.between(vm.created(), dc.clock().instant());
    return age.compareTo(dc.timing().resourceLag()) < 0;
  }

  private static Map<String, Object> vm(Datacenter dc, Vm vm, boolean stale) {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("type", "qemu");
    entry.put("id", "qemu/" + vm.id());
    entry.put("node", dc.layout().node());
    entry.put("vmid", vm.id());
    vm.option("tags").ifPresent(tags -> entry.put("tags", tags));
    if (stale) {
      entry.put("status", "unknown");
      return entry;
    }
    MachineState state = dc.runtime().state(vm.id());
    entry.put("name", vm.name());
    entry.put("status", state.running() ? "running" : "stopped");
    entry.put("template", vm.template() ? 1 : 0);
    vm.lock().ifPresent(lock -> entry.put("lock", lock));
    dc.pools()
        .all()
        .forEach(
            (pool, members) -> {
              if (members.contains(vm.id())) {
                entry.put("pool", pool);
              }
            });
    entry.put("maxcpu", vm.cores());
    entry.put("maxmem", vm.memoryMiB() << 20);
    entry.put("uptime", VmStatus.uptime(dc, state));
    return entry;
  }

  private static Object nextId(Call call) {
    Datacenter dc = call.datacenter();
    Optional<String> asked = call.parameter("vmid");
    if (asked.isPresent()) {
      if (dc.repository().vm(Integer.parseInt(asked.get())).isPresent()) {
        throw ParameterException.of("vmid", "VM " + asked.get() + " already exists");
      }
      return asked.get();
    }
    int id = 100;
    while (dc.repository().vm(id).isPresent()) {
      id++;
    }
    return Integer.toString(id);
  }

  private static @Nullable Object permissions(Call call) {
    Privileges privileges = call.identity().privileges();
    List<String> paths = new ArrayList<>();
    call.parameter("path")
        .ifPresentOrElse(
            paths::add,
            () -> {
              paths.addAll(privileges.byPath().keySet());
              for (String root :
                  List.of("/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms")) {
                if (!paths.contains(root)) {
                  paths.add(root);
                }
              }
            });
    Map<String, Map<String, Integer>> result = new TreeMap<>();
    for (String path : paths) {
      Map<String, Integer> granted = new TreeMap<>();
      privileges.at(path).forEach(privilege -> granted.put(privilege, 1));
      if (!granted.isEmpty()) {
        result.put(path, granted);
      }
    }
    return result;
  }
}
