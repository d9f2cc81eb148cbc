package dev.k3form.lab.datacenter;

import dev.k3form.lab.machine.DiskSource;
import dev.k3form.lab.machine.MachineException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code POST /nodes/N/qemu}: reserves the id at once, makes disks and configuration in a worker. A
 * worker that fails takes back what it made; one that is killed leaves {@code lock: create}.
 */
public final class CreateVm {

  private final Datacenter dc;
  private final int vmid;
  private final Map<String, String> wanted;

  public CreateVm(Datacenter dc, int vmid, Map<String, String> wanted) {
    this.dc = dc;
    this.vmid = vmid;
    this.wanted = new TreeMap<>(wanted);
  }

  /** Takes the id, or refuses because it is taken. */
  public void reserve() {
    var values = new Values(dc);
    wanted.replaceAll(values::normalised);
    for (String value : wanted.values()) {
      if (value.contains("import-from=/")) {
        throw new DatacenterException("Only root can pass arbitrary filesystem paths.");
      }
    }
    if (!dc.repository().insert(Vm.of(vmid, Map.of("lock", "create"), dc.clock().instant()))) {
      throw new DatacenterException(
          "unable to create VM "
              + vmid
              + " - VM "
              + vmid
              + " already exists on node '"
              + dc.layout().node()
              + "'");
    }
  }

  /** The worker's part. */
  public void run(Task task) {
    try (VmLocks.Held _ = dc.locks().vm(vmid, dc.timing().lockWait())) {
      task.checkpoint();
      Map<String, String> config = new TreeMap<>(wanted);
      boolean system = allocate(task, config);
      dc.runtime().create(vmid, system ? new DiskSource.Image() : new DiskSource.Empty());
      config.putIfAbsent("boot", Values.bootOrder(config));
      config.putIfAbsent("vmgenid", dc.newUuid());
      config.putIfAbsent("smbios1", "uuid=" + dc.newUuid());
      config.put("meta", "creation-qemu=10.1.2,ctime=" + dc.now());
      dc.repository().save(Vm.of(vmid, config, dc.clock().instant()));
    } catch (MachineException e) {
      takeBack();
      throw new DatacenterException("unable to create VM " + vmid + " - " + e.getMessage());
    } catch (DatacenterException e) {
      takeBack();
      throw new DatacenterException("unable to create VM " + vmid + " - " + e.getMessage());
    }
  }

  private boolean allocate(Task task, Map<String, String> config) {
    var drives = new Drives(dc);
    boolean system = false;
    for (String option : wanted.keySet()) {
      if (VmOptions.isDrive(option)) {
        Drives.Allocated drive =
            drives.allocate(vmid, option, Optional.ofNullable(wanted.get(option)).orElseThrow());
        config.put(option, drive.text());
        system |= drive.system();
        if (drive.made().isPresent()) {
          task.log(option + ": successfully created disk '" + drive.text() + "'");
        }
      }
    }
    return system;
  }

  private void takeBack() {
    dc.repository().volumesOf(vmid).forEach(v -> dc.repository().removeVolume(v.volid()));
    try {
      dc.runtime().delete(vmid);
    } catch (MachineException e) {
      System.getLogger(CreateVm.class.getName())
          .log(System.Logger.Level.WARNING, "cannot take back machine " + vmid, e);
    }
    dc.repository().remove(vmid);
  }
}
