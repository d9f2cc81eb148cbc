package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.format.DiskSizes;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.schema.ByteSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings the options and the disk sizes of a VM to what is planned.
 *
 * <p>The digest of what was read goes with the change; if somebody else was faster, the difference
 * is worked out again from what is there then.
 */
final class Configure {
  private static final int ATTEMPTS = 3;

  private Configure() {}

  static VmView run(
      ProxmoxSession session,
      ProxmoxVm planned,
      Optional<ProxmoxVm> prior,
      VmView found,
      ApplyContext context)
      throws ProviderException {
    VmView vm = found;
    Optional<String> owner =
        prior.isEmpty() ? Optional.of(context.idempotencyKey()) : Optional.empty();
    for (int attempt = 1; ; attempt++) {
      VmChange change = VmChange.of(planned, prior, vm, owner);
      if (change.isEmpty()) {
        break;
      }
      if (attempt == 1) {
        context.progress("configuring");
      }
      Map<String, String> set = new TreeMap<>(change.set());
      set.put("digest", vm.digest());
      try {
        session.vms().configure(vm, set, List.copyOf(change.delete()), context);
        vm = again(session, vm, context);
        break;
      } catch (ApiException e) {
        boolean raced =
            e.text().contains("checksum mismatch") || e.text().contains("modified configuration");
        if (!raced || attempt == ATTEMPTS) {
          throw e;
        }
        vm = again(session, vm, context);
      }
    }
    return resized(session, planned, vm, context);
  }

  private static VmView resized(
      ProxmoxSession session, ProxmoxVm planned, VmView vm, ApplyContext context)
      throws ProviderException {
    boolean any = false;
    if (planned.diskSize() != null && vm.bootDisk().isPresent()) {
      any = resize(session, vm, vm.bootDisk().get(), planned.diskSize(), "disk_size", context);
    }
    for (Map.Entry<String, VmDisk> disk : planned.disks().entrySet()) {
      any |= resize(session, vm, disk.getKey(), disk.getValue().size(), "disk", context);
    }
    return any ? again(session, vm, context) : vm;
  }

  private static boolean resize(
      ProxmoxSession session,
      VmView vm,
      String slot,
      ByteSize wanted,
      String argument,
      ApplyContext context)
      throws ProviderException {
    Optional<ByteSize> now = vm.device(slot).flatMap(VmState::diskSize);
    if (now.isPresent() && now.get().compareTo(wanted) > 0) {
      throw new ProviderException(
              slot
                  + " of VM "
                  + vm.vmid()
                  + " has "
                  + DiskSizes.format(now.get())
                  + ", and a disk cannot shrink to "
                  + DiskSizes.format(wanted),
              "Set the size to at least that.")
          .blame(argument);
    }
    if (now.filter(wanted::equals).isPresent()) {
      return false;
    }
    context.progress("growing " + slot + " to " + DiskSizes.format(wanted));
    session.vms().resize(vm, slot, DiskSizes.format(wanted), context);
    return true;
  }

  private static VmView again(ProxmoxSession session, VmView vm, ApplyContext context)
      throws ProviderException {
    return session
        .vms()
        .find(vm.vmid(), Optional.of(vm.node()), Optional.empty(), context)
        .orElseThrow(
            () -> new ProviderException("VM " + vm.vmid() + " vanished while it was configured"));
  }
}
