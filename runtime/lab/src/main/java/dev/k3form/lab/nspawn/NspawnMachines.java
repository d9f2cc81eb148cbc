package dev.k3form.lab.nspawn;

import dev.k3form.lab.machine.DiskSource;
import dev.k3form.lab.machine.GuestAgent;
import dev.k3form.lab.machine.MachineException;
import dev.k3form.lab.machine.MachineRuntime;
import dev.k3form.lab.machine.MachineSpec;
import dev.k3form.lab.machine.MachineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Machines as {@code systemd-nspawn --boot} containers. All that is known of a machine is on disk,
 * so a runtime that is opened on the directory of another finds its machines as they are: the
 * processes do not depend on who started them.
 */
public final class NspawnMachines implements MachineRuntime {

  private static final Duration BOOT_PATIENCE = Duration.ofSeconds(60);

  private final Path disks;
  private final Path image;
  private final String bridge;
  private final String tag;
  private final ControlGroup group;
  private final Optional<String> packageProxy;

  /**
   * @param disks the directory that holds a directory per machine
   * @param image the root file system that new machines begin as
   * @param bridge the bridge that machines are plugged into, whatever theirs is called in the API
   * @param lab the lab's name
   * @param packageProxy the proxy that machines fetch packages through
   */
  public NspawnMachines(
      Path disks, Path image, String bridge, String lab, Optional<String> packageProxy)
      throws IOException {
    this.disks = disks;
    this.image = image;
    this.bridge = bridge;
    this.tag = LabNames.tag(lab);
    this.group = ControlGroup.ofLab(lab);
    this.packageProxy = packageProxy;
    Files.createDirectories(disks);
  }

  private MachineDisk disk(int vmid) {
    return new MachineDisk(disks.resolve(Integer.toString(vmid)));
  }

  /** The machine's name towards nspawn; also names its end of the cable, so it is short. */
  private String machineName(int vmid) {
    return tag + "-" + vmid;
  }

  private ControlGroup group(int vmid) {
    return group.child(Integer.toString(vmid));
  }

  @Override
  public void create(int vmid, DiskSource source) throws MachineException {
    MachineDisk disk = disk(vmid);
    try {
      disk.delete();
      switch (source) {
        case DiskSource.Image _ -> disk.createFrom(image);
        case DiskSource.Empty _ -> disk.createEmpty();
        case DiskSource.Linked(int template) -> disk.createLinked(disk(template));
        case DiskSource.Copy(int other) -> disk.createCopy(disk(other));
      }
    } catch (IOException e) {
      throw new MachineException("cannot make the disk of " + vmid + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void delete(int vmid) throws MachineException {
    try {
      if (disk(vmid).exists()) {
        kill(vmid);
        disk(vmid).delete();
      }
    } catch (IOException e) {
      throw new MachineException("cannot remove the disk of " + vmid + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void start(MachineSpec spec) throws MachineException {
    MachineDisk disk = disk(spec.vmid());
    if (!disk.bootable()) {
      throw new MachineException(
          "no bootable device: the lab boots disks that were imported from its own image");
    }
    if (spec.nics().size() > 1) {
      throw new MachineException("the lab's machines have one network card, net0");
    }
    try {
      kill(spec.vmid());
      disk.mount();
      new GuestFiles(disk.root(), spec, packageProxy).write();
      ControlGroup own = group(spec.vmid());
      own.create();
      own.limit(Math.max(256, spec.memoryMiB()), spec.cores());
      new Supervisor(machineName(spec.vmid()), disk, own).launch(spec, bridge);
      awaitLeader(spec.vmid(), disk);
    } catch (IOException e) {
      throw new MachineException("start failed: " + e.getMessage(), e);
    }
  }

  private void awaitLeader(int vmid, MachineDisk disk) throws IOException, MachineException {
    Instant limit = Instant.now().plus(BOOT_PATIENCE);
    while (leader(vmid).isEmpty()) {
      if (!state(vmid).running() || Instant.now().isAfter(limit)) {
        String console = Files.readString(disk.file("console.log"));
        kill(vmid);
        throw new MachineException(
            "the machine does not boot: "
                + console.substring(Math.max(0, console.length() - 500)).strip());
      }
      ControlGroup.pause();
    }
  }

  @Override
  public void kill(int vmid) throws MachineException {
    MachineDisk disk = disk(vmid);
    try {
      Optional<ProcessId> supervisor = ProcessId.read(disk.file("machine.pid"));
      if (supervisor.isPresent()) {
        supervisor.get().kill();
      }
      group(vmid).killAll();
      group(vmid).remove();
      forgetLock(disk.root());
      disk.unmount();
      Files.deleteIfExists(disk.file("machine.pid"));
      Files.deleteIfExists(Path.of("/run/systemd/nspawn/propagate").resolve(machineName(vmid)));
    } catch (IOException e) {
      throw new MachineException("cannot stop " + vmid + ": " + e.getMessage(), e);
    }
  }

  /** nspawn locks a root by its inode, in a file that it leaves behind. */
  private static void forgetLock(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      Map<String, Object> inode = Files.readAttributes(root, "unix:dev,ino");
      Files.deleteIfExists(
          Path.of(
              "/run/systemd/nspawn/locks", "inode-" + inode.get("dev") + ":" + inode.get("ino")));
    }
  }

  @Override
  public boolean shutdown(int vmid, Duration timeout) throws MachineException {
    Instant limit = Instant.now().plus(timeout);
    try {
      Optional<ProcessId> leader = leader(vmid);
      if (leader.isPresent()) {
        leader.get().signal(ProcessId.Signal.POWER_OFF);
      }
      while (state(vmid).running()) {
        if (Instant.now().isAfter(limit)) {
          return false;
        }
        ControlGroup.pause();
      }
    } catch (IOException e) {
      throw new MachineException("cannot shut down " + vmid + ": " + e.getMessage(), e);
    }
    kill(vmid);
    return true;
  }

  @Override
  public MachineState state(int vmid) {
    Path file = disk(vmid).file("machine.pid");
    Optional<ProcessId> supervisor = ProcessId.read(file).filter(ProcessId::alive);
    if (supervisor.isEmpty()) {
      return new MachineState.Stopped();
    }
    Instant since =
        ProcessHandle.of(supervisor.get().pid())
            .flatMap(handle -> handle.info().startInstant())
            .orElseGet(Instant::now);
    return new MachineState.Running(supervisor.get().pid(), since);
  }

  /** The guest's own first process, once there is one. */
  private Optional<ProcessId> leader(int vmid) {
    return ProcessId.read(disk(vmid).file("machine.pid"))
        .filter(ProcessId::alive)
        .flatMap(supervisor -> Leader.below(supervisor.pid()));
  }

  @Override
  public GuestAgent agent(int vmid) throws MachineException {
    Optional<ProcessId> leader = leader(vmid);
    if (leader.isEmpty()) {
      throw new MachineException("QEMU guest agent is not running");
    }
    var agent = new NspawnAgent(leader.get());
    if (!agent.ready()) {
      throw new MachineException("QEMU guest agent is not running");
    }
    return agent;
  }

  @Override
  public void close() {}
}
