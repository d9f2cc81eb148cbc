package dev.k3form.lab.datacenter;

import java.util.Optional;

/** {@code PUT …/resize}: to an absolute size, or by {@code +SIZE}; never smaller. */
public final class ResizeDisk {

  private final Datacenter dc;
  private final int vmid;
  private final String disk;
  private final String size;

  public ResizeDisk(Datacenter dc, int vmid, String disk, String size) {
    this.dc = dc;
    this.vmid = vmid;
    this.disk = disk;
    this.size = size;
  }

  public void run() {
    try (VmLocks.Held _ = dc.locks().vm(vmid, dc.timing().lockWait())) {
      Vm vm = dc.unlocked(vmid);
      String text =
          vm.option(disk)
              .orElseThrow(() -> new DatacenterException("disk '" + disk + "' does not exist"));
      Volume volume =
          dc.repository()
              .volume(Drives.volid(text))
              .orElseThrow(
                  () -> new DatacenterException("can't resize cdrom or missing volume of " + disk));
      long wanted =
          size.startsWith("+")
              ? volume.size() + DiskSize.parse(size.substring(1))
              : DiskSize.parse(size);
      if (wanted < volume.size()) {
        throw new DatacenterException("shrinking disks is not supported");
      }
      dc.repository().save(volume.resized(wanted));
      dc.repository()
          .save(vm.with(disk, Drives.replaced(text, volume.volid(), Optional.of(wanted))));
    }
  }
}
