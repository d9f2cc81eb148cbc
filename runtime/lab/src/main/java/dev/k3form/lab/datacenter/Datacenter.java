package dev.k3form.lab.datacenter;

import dev.k3form.lab.machine.MachineRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One node with one storage: everything that the operations on VMs share.
 *
 * @param layout the names that clients see
 */
public record Datacenter(
    Layout layout,
    Repository repository,
    Tasks tasks,
    VmLocks locks,
    MachineRuntime runtime,
    VmOptions options,
    Pools pools,
    Timing timing,
    Clock clock,
    RandomGenerator random) {

  /**
   * Names of a data centre.
   *
   * @param imageVolume the volume that VMs import their system disk from
   * @param imageSize its virtual size in bytes
   * @param nameservers what guests get when they configure none, as from the node's resolv.conf
   */
  public record Layout(
      String node,
      String storage,
      List<String> bridges,
      String imageVolume,
      long imageSize,
      List<String> nameservers) {

    public Layout {
      bridges = List.copyOf(bridges);
      nameservers = List.copyOf(nameservers);
    }

    /** The names used where nobody asks for others. */
    public static Layout standard() {
      return new Layout(
          "pve",
          "local",
          List.of("vmbr0"),
          "local:import/debian-12-genericcloud-amd64.qcow2",
          2L << 30,
          List.of("192.0.2.53"));
    }
  }

  /** Opens a data centre whose VMs and tasks are kept below {@code directory}, if there is one. */
  public static Datacenter open(
      Layout layout, MachineRuntime runtime, Timing timing, Optional<Path> directory)
      throws IOException {
    Clock clock = Clock.systemUTC();
    var repository = new Repository(directory);
    var tasks = new Tasks(layout.node(), clock, directory.map(d -> d.resolve("tasks.log")));
    if (repository.volume(layout.imageVolume()).isEmpty()) {
      repository.save(
          new Volume(
              layout.imageVolume(),
              "qcow2",
              "import",
              layout.imageSize(),
              Optional.empty(),
              Optional.empty(),
              clock.millis() / 1000));
    }
    return new Datacenter(
        layout,
        repository,
        tasks,
        new VmLocks(),
        runtime,
        new VmOptions(),
        new Pools(),
        timing,
        clock,
        new SecureRandom());
  }

  /** The VM, or the error that a missing one is. */
  public Vm vm(int vmid) {
    return repository
        .vm(vmid)
        .orElseThrow(
            () ->
                new DatacenterException(
                    "Configuration file 'nodes/"
                        + layout.node()
                        + "/qemu-server/"
                        + vmid
                        + ".conf' does not exist"));
  }

  /** The VM, unless it is missing or locked. */
  public Vm unlocked(int vmid) {
    Vm vm = vm(vmid);
    vm.lock()
        .ifPresent(
            lock -> {
              throw new DatacenterException("VM is locked (" + lock + ")");
            });
    return vm;
  }

  public boolean running(int vmid) {
    return runtime.state(vmid).running();
  }

  public void requireStorage(String storage) {
    if (!storage.equals(layout.storage())) {
      throw new DatacenterException("storage '" + storage + "' does not exist");
    }
  }

  long now() {
    return clock.millis() / 1000;
  }

  /** A MAC address of Proxmox's own prefix that nobody has yet. */
  String newMac() {
    int low = random.nextInt(1 << 24);
    return String.format(
        Locale.ROOT, "BC:24:11:%02X:%02X:%02X", low >> 16 & 255, low >> 8 & 255, low & 255);
  }

  String newUuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    var buffer = java.nio.ByteBuffer.wrap(bytes);
    return new java.util.UUID(buffer.getLong(), buffer.getLong()).toString();
  }
}
