package dev.k3form.lab.datacenter;

import java.util.Optional;

/**
 * {@code POST …/template}: the disks become base volumes that linked clones share. One way only.
 */
public final class MakeTemplate {

  private final Datacenter dc;
  private final int vmid;

  public MakeTemplate(Datacenter dc, int vmid) {
    this.dc = dc;
    this.vmid = vmid;
  }

  /** What is refused at once. */
  public void check() {
    if (dc.unlocked(vmid).template()) {
      throw new DatacenterException("you can't convert a template to a template");
    }
    if (dc.running(vmid)) {
      throw new DatacenterException("you can't convert a VM to template if VM is running");
    }
  }

  public void run() {
    try (VmLocks.Held _ = dc.locks().vm(vmid, dc.timing().lockWait())) {
      Vm vm = dc.unlocked(vmid).settled();
      for (String option : vm.config().keySet()) {
        String text = vm.option(option).orElseThrow();
        if (VmOptions.isDrive(option) && !text.contains("media=cdrom")) {
          Optional<Volume> volume = dc.repository().volume(Drives.volid(text));
          if (volume.isPresent()) {
            vm = vm.with(option, Drives.replaced(text, based(volume.get()), Optional.empty()));
          }
        }
      }
      dc.repository().save(vm.with("template", "1"));
    }
  }

  private String based(Volume volume) {
    String volid = volume.volid().replace("/vm-" + vmid + "-", "/base-" + vmid + "-");
    dc.repository().removeVolume(volume.volid());
    dc.repository()
        .save(
            new Volume(
                volid,
                volume.format(),
                volume.content(),
                volume.size(),
                volume.vmid(),
                volume.parent(),
                volume.ctime()));
    return volid;
  }
}
