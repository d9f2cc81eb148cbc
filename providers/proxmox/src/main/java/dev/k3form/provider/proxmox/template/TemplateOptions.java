package dev.k3form.provider.proxmox.template;

import dev.k3form.provider.proxmox.format.Description;
import dev.k3form.provider.proxmox.format.NetworkDevice;
import dev.k3form.provider.proxmox.format.PropertyText;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.provider.proxmox.session.VmView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of a template: all of them for the call that makes it, the differences later. */
final class TemplateOptions {
  private TemplateOptions() {}

  /** Returns the form that makes the VM. */
  static Map<String, String> creation(
      ProxmoxTemplate t, int vmid, String owner, String importVolume) {
    String disk = t.diskBus() + "0";
    Map<String, String> form = new TreeMap<>();
    form.put("vmid", Integer.toString(vmid));
    form.put("name", t.name());
    form.put("description", description(t, Optional.of(owner)).format());
    form.put("ostype", t.osType());
    form.put("cores", Integer.toString(t.cores()));
    form.put("memory", Long.toString(t.memory().mebibytes()));
    form.put("scsihw", "virtio-scsi-single");
    form.put(disk, t.storage() + ":0,import-from=" + importVolume + ",discard=on");
    form.put("ide2", t.storage() + ":cloudinit");
    form.put("boot", "order=" + disk);
    form.put("serial0", "socket");
    form.put("vga", "serial0");
    form.put("net0", "virtio,bridge=" + t.bridge());
    form.put("agent", t.agent() ? "enabled=1" : "enabled=0");
    if (!t.bios().equals("seabios")) {
      form.put("bios", t.bios());
      form.put("efidisk0", t.storage() + ":1,efitype=4m,pre-enrolled-keys=0");
    }
    if (t.cpuType() != null) {
      form.put("cpu", t.cpuType());
    }
    if (!t.tags().isEmpty()) {
      form.put("tags", Tags.format(t.tags()));
    }
    return form;
  }

  private static Description description(ProxmoxTemplate t, Optional<String> owner) {
    return new Description(owner, t.description() == null ? "" : t.description());
  }

  /** What to set and what to delete. */
  record Change(Map<String, String> set, List<String> delete) {}

  /** Returns what differs from the plan in a template that exists. */
  static Change change(ProxmoxTemplate planned, ProxmoxTemplate now, VmView vm) {
    Map<String, String> set = new TreeMap<>();
    List<String> delete = new ArrayList<>();
    if (!planned.name().equals(now.name())) {
      set.put("name", planned.name());
    }
    if (planned.cores() != now.cores()) {
      set.put("cores", Integer.toString(planned.cores()));
    }
    if (planned.memory().mebibytes() != now.memory().mebibytes()) {
      set.put("memory", Long.toString(planned.memory().mebibytes()));
    }
    if (planned.cpuType() != null && !planned.cpuType().equals(now.cpuType())) {
      PropertyText cpu = vm.device("cpu").orElse(PropertyText.parse(""));
      set.put("cpu", cpu.without("cputype").with(PropertyText.BARE, planned.cpuType()).toString());
    } else if (planned.cpuType() == null && now.cpuType() != null) {
      delete.add("cpu");
    }
    if (!planned.bridge().equals(now.bridge())) {
      set.put("net0", onBridge(vm, planned.bridge()));
    }
    if (planned.agent() != now.agent()) {
      set.put("agent", planned.agent() ? "enabled=1" : "enabled=0");
    }
    Description wanted = description(planned, vm.description().owner());
    boolean managed = planned.description() != null || now.description() != null;
    if (managed && !wanted.equals(vm.description())) {
      set.put("description", wanted.format());
    }
    if (!Tags.normal(planned.tags()).equals(Tags.normal(now.tags()))) {
      if (planned.tags().isEmpty()) {
        delete.add("tags");
      } else {
        set.put("tags", Tags.format(planned.tags()));
      }
    }
    return new Change(set, delete);
  }

  private static String onBridge(VmView vm, String bridge) {
    NetworkDevice card = NetworkDevice.parse(vm.option("net0").orElse("virtio"));
    return new NetworkDevice(
            card.model(),
            card.mac(),
            Optional.of(bridge),
            card.tag(),
            card.firewall(),
            card.others())
        .format();
  }
}
