package dev.k3form.lab.machine;

import java.util.List;

/** What a machine is to boot as: size, network cards, and what cloud-init would make of it. */
public record MachineSpec(
    int vmid, String name, int cores, long memoryMiB, List<Nic> nics, CloudInit cloudInit) {

  public MachineSpec {
    nics = List.copyOf(nics);
  }
}
