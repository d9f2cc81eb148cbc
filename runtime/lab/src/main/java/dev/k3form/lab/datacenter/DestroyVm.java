package dev.k3form.lab.datacenter;

import dev.k3form.lab.machine.MachineException;
import java.util.Optional;

/** {@code DELETE /nodes/N/qemu/ID}: machine, volumes and configuration. */
public final class DestroyVm {

  private final Datacenter dc;
  private final int vmid;
  private final boolean purge;

  public DestroyVm(Datacenter dc, int vmid, boolean purge) {
    this.dc = dc;
    this.vmid = vmid;
    this.purge = purge;
  }

  /** What is refused at once; a lock or a running machine is only noticed by the worker. */
  public void check() {
    if (dc.vm(vmid).option("protection").equals(Optional.of("1"))) {
      throw new DatacenterException("can't remove VM " + vmid + " - protection mode enabled");
    }
  }

  public void run(Task task) {
    try (VmLocks.Held _ = dc.locks().vm(vmid, dc.timing().lockWait())) {
      dc.unlocked(vmid);
      if (dc.running(vmid)) {
        throw new DatacenterException("VM " + vmid + " is running - destroy failed");
      }
      for (Volume volume : dc.repository().volumesOf(vmid)) {
        refuseIfShared(volume);
      }
      dc.runtime().delete(vmid);
      dc.repository().volumesOf(vmid).forEach(v -> dc.repository().removeVolume(v.volid()));
      if (purge) {
        task.log("purging VM " + vmid + " from related configurations..");
      }
      dc.pools().forget(vmid);
      dc.repository().remove(vmid);
    } catch (MachineException e) {
      throw new DatacenterException(e.getMessage());
    }
  }

  private void refuseIfShared(Volume volume) {
    Optional<String> base = Optional.of(volume.volid());
    if (dc.repository().volumes().stream().anyMatch(other -> other.parent().equals(base))) {
      throw new DatacenterException(
          "base volume '" + volume.volid() + "' is still in use by linked cloned");
    }
  }
}
