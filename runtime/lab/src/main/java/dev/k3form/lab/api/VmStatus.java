package dev.k3form.lab.api;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.datacenter.Volume;
import dev.k3form.lab.machine.MachineState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code status/current} and the VM lists say of a VM. */
final class VmStatus {

  private VmStatus() {}

  static Map<String, @Nullable Object> current(Datacenter dc, Vm vm) {
    MachineState state = dc.runtime().state(vm.id());
    Map<String, @Nullable Object> status = new TreeMap<>();
    status.put("vmid", vm.id());
    status.put("name", vm.name());
    status.put("status", state.running() ? "running" : "stopped");
    status.put("qmpstatus", state.running() ? "running" : "stopped");
    status.put("uptime", uptime(dc, state));
    if (state instanceof MachineState.Running(long pid, var _)) {
      status.put("pid", pid);
    }
    status.put("cpus", vm.cores());
    status.put("maxmem", vm.memoryMiB() << 20);
    status.put(
        "maxdisk",
        dc.repository().volumesOf(vm.id()).stream()
            .filter(v -> !v.volid().contains("cloudinit"))
            .mapToLong(Volume::size)
            .findFirst()
            .orElse(0));
    for (String counter : new String[] {"cpu", "mem", "memhost", "disk", "netin", "netout"}) {
      status.put(counter, 0);
    }
    status.put("ha", Map.of("managed", 0));
    status.put("clipboard", null);
    vm.option("tags").ifPresent(tags -> status.put("tags", tags));
    vm.lock().ifPresent(lock -> status.put("lock", lock));
    if (vm.agentEnabled()) {
      status.put("agent", 1);
    }
    if (vm.option("serial0").isPresent()) {
      status.put("serial", 1);
    }
    if (vm.template()) {
      status.put("template", 1);
    }
    return status;
  }

  static long uptime(Datacenter dc, MachineState state) {
    return switch (state) {
      case MachineState.Stopped _ -> 0;
      case MachineState.Running(long _, var since) ->
          Math.max(1, Duration.between(since, dc.clock().instant()).toSeconds());
    };
  }
}
