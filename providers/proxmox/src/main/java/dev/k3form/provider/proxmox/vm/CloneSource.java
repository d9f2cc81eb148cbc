package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.format.DiskSizes;
import dev.k3form.provider.proxmox.session.Inventory;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.schema.ByteSize;
import java.util.Optional;

/** Looks at the template before anything is begun, so that what cannot work is told at once. */
final class CloneSource {
  private CloneSource() {}

  static VmView find(ProxmoxSession session, ProxmoxVm planned, OperationContext context)
      throws ProviderException {
    Inventory.Snapshot cluster = session.inventory().recent(context);
    if (!cluster.offline().isEmpty() && !cluster.offline().containsKey(planned.node())) {
      throw new ProviderException(
              "there is no node `" + planned.node() + "`",
              "The nodes are " + String.join(", ", cluster.offline().keySet()) + ".")
          .blame("node");
    }
    VmView source =
        session
            .vms()
            .find(planned.source(), Optional.of(planned.node()), Optional.empty(), context)
            .orElseThrow(
                () ->
                    new ProviderException(
                            "there is no VM " + planned.source() + " to clone",
                            "Make a template with the resource proxmox_template and write clone ="
                                + " proxmox_template.NAME.vmid.",
                            "If there is one, give the token VM.Audit and VM.Clone on /vms/"
                                + planned.source()
                                + ": without them Proxmox does not show it.")
                        .blame("clone"));
    if (!source.isTemplate() && !planned.fullClone()) {
      throw new ProviderException(
              "VM "
                  + planned.source()
                  + " is not a template, so nothing can be built upon its disk",
              "Set full_clone = true, or make it a template with `qm template "
                  + planned.source()
                  + "`.")
          .blame("full_clone");
    }
    checkDisk(planned, source);
    checkCloudInit(planned, source);
    return source;
  }

  private static void checkDisk(ProxmoxVm planned, VmView source) throws ProviderException {
    ByteSize wanted = planned.diskSize();
    Optional<ByteSize> size = VmState.bootDiskSize(source);
    if (wanted != null && size.isPresent() && wanted.compareTo(size.get()) < 0) {
      throw new ProviderException(
              "the template's disk has "
                  + DiskSizes.format(size.get())
                  + " already, more than "
                  + DiskSizes.format(wanted)
                  + ", and a disk cannot shrink",
              "Set disk_size to at least that, or leave it out.")
          .blame("disk_size");
    }
  }

  private static void checkCloudInit(ProxmoxVm planned, VmView source) throws ProviderException {
    boolean uses =
        planned.user() != null
            || !planned.sshKeys().isEmpty()
            || planned.networks().values().stream()
                .anyMatch(n -> n.address() != null || n.address6() != null);
    boolean has = source.options().values().stream().anyMatch(o -> o.contains("cloudinit"));
    if (uses && !has) {
      throw new ProviderException(
              "the template "
                  + planned.source()
                  + " has no cloud-init drive, so address, user and keys would not reach the"
                  + " machine",
              "Give it one: `qm set " + planned.source() + " --ide2 STORAGE:cloudinit`.")
          .blame("clone");
    }
  }
}
