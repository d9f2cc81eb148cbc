package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.required;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.DatacenterException;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.machine.GuestAgent;
import dev.k3form.lab.machine.GuestInterface;
import dev.k3form.lab.machine.MachineException;
import dev.k3form.lab.schema.ParamType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Endpoints that ask the guest agent. */
final class AgentRoutes {

  private AgentRoutes() {}

  static List<Route> routes() {
    String agent = "/nodes/{node}/qemu/{vmid}/agent/";
    Route.Permission audit = Route.onVm("VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted");
    return List.of(
        Route.of(
            "GET", agent + "network-get-interfaces", audit, List.of(), AgentRoutes::interfaces),
        Route.of(
            "POST",
            agent + "ping",
            audit,
            List.of(),
            call -> {
              agent(call);
              return Map.of("result", Map.of());
            }),
        Route.of(
            "GET",
            agent + "file-read",
            Route.onVm("VM.GuestAgent.FileRead", "VM.GuestAgent.Unrestricted"),
            List.of(required("file", ParamType.text())),
            AgentRoutes::readFile));
  }

  private static GuestAgent agent(Call call) {
    Datacenter dc = call.datacenter();
    Vm vm = dc.vm(call.vmid());
    if (!vm.agentEnabled()) {
      throw new DatacenterException("No QEMU guest agent configured");
    }
    if (!dc.running(vm.id())) {
      throw new DatacenterException("VM " + vm.id() + " is not running");
    }
    call.find(Fault.AgentSilent.class)
        .findFirst()
        .ifPresent(
            silent -> {
              throw new DatacenterException(silent.message());
            });
    try {
      return dc.runtime().agent(vm.id());
    } catch (MachineException e) {
      throw new DatacenterException(e.getMessage());
    }
  }

  private static Object interfaces(Call call) {
    List<Object> found = new ArrayList<>();
    try {
      for (GuestInterface nic : agent(call).interfaces()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", nic.name());
        entry.put("hardware-address", nic.mac());
        entry.put(
            "ip-addresses",
            nic.addresses().stream()
                .map(
                    a ->
                        Map.of(
                            "ip-address-type",
                            a.family(),
                            "ip-address",
                            a.address(),
                            "prefix",
                            a.prefix()))
                .toList());
        found.add(entry);
      }
    } catch (MachineException e) {
      throw new DatacenterException(e.getMessage());
    }
    return Map.of("result", found);
  }

  private static Object readFile(Call call) {
    try {
      byte[] content = agent(call).readFile(call.parameter("file").orElseThrow());
      return Map.of(
          "content", new String(content, StandardCharsets.UTF_8), "bytes-read", content.length);
    } catch (MachineException e) {
      throw new DatacenterException(e.getMessage());
    }
  }
}
