package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.api.Tasks;
import dev.k3form.provider.proxmox.api.Upid;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds again what a creation has made that was cut off.
 *
 * <p>The id was noted before the effect, and the marker is in the very call, so a VM under the
 * noted id with the noted marker is ours, one with another marker is somebody else's and is never
 * touched, and none at all means that nothing happened. A VM that a killed task left locked can be
 * freed by root on its node alone.
 *
 * @param node where a VM that no list names yet is looked for
 * @param maker the type of the task that makes it, such as {@code qmclone}
 * @param makerId the VM id that such a task bears, which is the source's for a clone
 */
public record Owned(ProxmoxSession session, String node, String maker, int makerId) {
  /** The note of the marker's key. */
  public static final String OWNER = "owner";

  /** The note of the VM's id. */
  public static final String VMID = "vmid";

  /** The note of the task that makes it. */
  public static final String TASK = "task";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** Returns the VM under an id if it bears the marker. */
  public Optional<VmView> find(int vmid, String owner, OperationContext context)
      throws ProviderException {
    return session
        .vms()
        .find(vmid, Optional.of(node), Optional.empty(), context)
        .filter(vm -> vm.description().owner().equals(Optional.of(owner)));
  }

  /** Returns what the notes lead to, as soon as no task works on it; empty if there is nothing. */
  public Optional<VmView> find(Notes notes, OperationContext context) throws ProviderException {
    Optional<Integer> vmid = notes.get(VMID).map(Integer::valueOf);
    Optional<String> owner = notes.get(OWNER);
    if (vmid.isEmpty() || owner.isEmpty()) {
      return Optional.empty();
    }
    while (true) {
      boolean atWork = isAtWork(notes, context);
      Optional<VmView> found = find(vmid.get(), owner.get(), context);
      if (!atWork || found.filter(vm -> !isBeingMade(vm)).isPresent()) {
        return found;
      }
      context.progress("waiting for the task that makes VM " + vmid.get());
      context.pause(BETWEEN_LOOKS);
    }
  }

  /** Reports whether a task holds the VM that was to make it. */
  public static boolean isBeingMade(VmView vm) {
    return vm.lock().filter(l -> l.equals("clone") || l.equals("create")).isPresent();
  }

  private boolean isAtWork(Notes notes, OperationContext context) throws ProviderException {
    Optional<Upid> task = notes.get(TASK).flatMap(Upid::parse);
    return task.isPresent()
        ? session.tasks().state(task.get(), context) instanceof Tasks.State.Running
        : !session.tasks().running(node, maker, makerId, context).isEmpty();
  }

  /** Returns why a VM that no task works on but that is still locked cannot be used. */
  public static String whyStuck(VmView vm) {
    return "VM "
        + vm.vmid()
        + " on "
        + vm.node()
        + " is half made: the task that held its lock ("
        + vm.lock().orElse("none")
        + ") was killed";
  }

  /** Returns what frees it. */
  public static String wayOut(VmView vm) {
    return "As root on "
        + vm.node()
        + ": `qm unlock "
        + vm.vmid()
        + " && qm destroy "
        + vm.vmid()
        + " --purge`, then apply again. Proxmox lets no API token unlock a VM.";
  }
}
