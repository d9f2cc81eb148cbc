package dev.k3form.provider.proxmox.template;

import dev.k3form.provider.proxmox.format.DiskSizes;
import dev.k3form.provider.proxmox.format.NetworkDevice;
import dev.k3form.provider.proxmox.format.PropertyText;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.schema.ByteSize;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in the terms of {@link ProxmoxTemplate} what a VM is. */
final class TemplateState {
  private TemplateState() {}

  /**
   * Returns the attributes.
   *
   * @param known what is recorded or planned, which tells what is managed and how it was written
   */
  static ProxmoxTemplate of(ProxmoxTemplate known, VmView vm) {
    Optional<PropertyText> disk = vm.bootDisk().flatMap(vm::device);
    Optional<String> volume = disk.flatMap(d -> d.get(PropertyText.BARE));
    PropertyText agent = vm.device("agent").orElse(PropertyText.parse(""));
    Set<String> tags = vm.option("tags").map(Tags::parse).orElseGet(TreeSet::new);
    String text = vm.description().text();
    String recorded = known.description();
    return new ProxmoxTemplate(
        vm.option("name").orElse("VM " + vm.vmid()),
        known.node(),
        vm.vmid(),
        volume
            .filter(v -> v.contains(":"))
            .map(v -> v.substring(0, v.indexOf(':')))
            .orElse(known.storage()),
        known.image(),
        known.imageUrl(),
        known.checksum(),
        known.imageStorage(),
        vm.bootDisk().map(slot -> slot.replaceAll("\\d+$", "")).orElse(known.diskBus()),
        known.diskSize() == null ? null : size(disk),
        vm.option("cores").map(Integer::valueOf).orElse(1),
        vm.option("memory")
            .map(m -> ByteSize.ofMebibytes(Long.parseLong(m)))
            .orElse(ByteSize.ofMebibytes(512)),
        known.cpuType() == null ? null : cpu(vm),
        vm.option("net0").map(NetworkDevice::parse).flatMap(NetworkDevice::bridge).orElse(""),
        agent.isOn(PropertyText.BARE) || agent.isOn("enabled"),
        vm.option("bios").orElse("seabios"),
        vm.option("ostype").orElse("other"),
        recorded == null || recorded.strip().equals(text) ? recorded : text,
        known.tags().isEmpty() || Tags.normal(known.tags()).equals(tags) ? known.tags() : tags,
        vm.node(),
        vm.uuid().orElse(null),
        vm.isTemplate());
  }

  private static @Nullable ByteSize size(Optional<PropertyText> disk) {
    return disk.flatMap(d -> d.get("size")).flatMap(DiskSizes::parse).orElse(null);
  }

  private static @Nullable String cpu(VmView vm) {
    return vm.device("cpu")
        .flatMap(c -> c.get(PropertyText.BARE).or(() -> c.get("cputype")))
        .orElse(null);
  }
}
