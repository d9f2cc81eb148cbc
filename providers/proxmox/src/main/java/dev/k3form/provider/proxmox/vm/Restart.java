package dev.k3form.provider.proxmox.vm;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a change needs a restart of a running VM. Plan and apply ask the same question, so that
 * apply restarts when the plan said so and only then.
 *
 * @param hardware changed arguments that Proxmox keeps pending until the VM is started anew
 * @param cloudInit changed arguments that cloud-init brings into the machine at its next start,
 *     under a new instance id, whereupon the machine has new SSH host keys
 * @param leftOver options that are pending already
 */
record Restart(List<String> hardware, List<String> cloudInit, List<String> leftOver) {
  private static final List<String> HARDWARE =
      List.of("cores", "sockets", "cpu_type", "memory", "balloon", "machine", "bios", "agent");
  private static final List<String> CLOUD_INIT =
      List.of("name", "user", "ssh_keys", "dns", "searchdomain");
  private static final List<String> CLOUD_INIT_OF_NETWORK =
      List.of("address", "gateway", "address6", "gateway6");

  /** Compares what is recorded with what is wanted; unknown values count as changed. */
  static Restart of(Value.Obj prior, Value.Obj planned) {
    List<String> hardware = changed(HARDWARE, prior, planned);
    List<String> cloudInit = new ArrayList<>(changed(CLOUD_INIT, prior, planned));
    if (!addresses(prior).equals(addresses(planned))) {
      cloudInit.add("network");
    }
    List<String> leftOver = new ArrayList<>();
    if (prior.get("pending") instanceof Value.SetOf(var _, List<Value> options)) {
      options.forEach(o -> leftOver.add(o instanceof Value.Str(String name) ? name : ""));
    }
    return new Restart(hardware, cloudInit, leftOver);
  }

  private static List<String> changed(List<String> names, Value.Obj prior, Value.Obj planned) {
    return names.stream().filter(n -> !same(prior.get(n), planned.get(n))).toList();
  }

  private static boolean same(Value a, Value b) {
    return Values.revealAll(a).equals(Values.revealAll(b));
  }

  private static Map<String, Value> addresses(Value.Obj vm) {
    Map<String, Value> out = new TreeMap<>();
    switch (vm.get("network").reveal()) {
      case Value.MapOf(var _, var networks) ->
          networks.forEach(
              (slot, network) ->
                  CLOUD_INIT_OF_NETWORK.forEach(
                      name ->
                          out.put(
                              slot + "." + name,
                              network.reveal() instanceof Value.Obj o
                                  ? Values.revealAll(o.get(name))
                                  : network)));
      case Value.Unknown unknown -> out.put("", unknown);
      default -> {}
    }
    out.values().removeIf(Value::isNull);
    return out;
  }

  boolean isNeeded() {
    return !hardware.isEmpty() || !cloudInit.isEmpty() || !leftOver.isEmpty();
  }

  /** Returns everything that waits for the restart. */
  List<String> all() {
    List<String> out = new ArrayList<>(hardware);
    out.addAll(cloudInit);
    leftOver.stream().filter(name -> !out.contains(name)).forEach(out::add);
    return out;
  }
}
