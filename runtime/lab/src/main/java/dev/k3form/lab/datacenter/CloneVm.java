package dev.k3form.lab.datacenter;

import dev.k3form.lab.machine.DiskSource;
import dev.k3form.lab.machine.MachineException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code POST …/clone}. Nothing is reserved before the worker runs, so two clones to one id are
 * both accepted and one of them fails in its task. Cloud-init options come along; MAC addresses,
 * UUID and generation id are new.
 */
public final class CloneVm {

  /** What a clone call asks for. */
  public record Request(
      int newid,
      Optional<String> name,
      Optional<String> description,
      boolean full,
      Optional<String> storage,
      Optional<String> format) {}

  private final Datacenter dc;
  private final Vm source;
  private final Request request;
  private final boolean full;

  public CloneVm(Datacenter dc, int sourceId, Request request, boolean fullGiven) {
    this.dc = dc;
    this.source = dc.unlocked(sourceId);
    this.request = request;
    this.full = fullGiven ? request.full() : !source.template();
  }

  /** What is refused at once. */
  public void check() {
    request.storage().ifPresent(dc::requireStorage);
    if (!full && request.storage().isPresent()) {
      throw new DatacenterException("parameter 'storage' not allowed for linked clones");
    }
    if (!full && request.format().isPresent()) {
      throw new DatacenterException("parameter 'format' not allowed for linked clones");
    }
    if (dc.repository().vm(request.newid()).isPresent()) {
      throw taken();
    }
    if (!full && !source.template()) {
      source.config().forEach(this::refuseLinked);
    }
  }

  private void refuseLinked(String option, String text) {
    if (VmOptions.isDrive(option) && !text.contains("media=cdrom")) {
      throw new DatacenterException(
          "Linked clone feature is not supported for '"
              + Drives.volid(text)
              + "' ("
              + option
              + ")");
    }
  }

  private DatacenterException taken() {
    return new DatacenterException(
        "unable to create VM " + request.newid() + ": config file already exists");
  }

  /** The worker's part. */
  public void run(Task task) {
    Timing timing = dc.timing();
    try (VmLocks.Held _ = dc.locks().vm(request.newid(), timing.cloneLockWait());
        VmLocks.Held _ =
            dc.running(source.id())
                ? dc.locks().vm(source.id(), timing.cloneLockWait())
                : dc.locks().vmShared(source.id(), timing.cloneLockWait())) {
      Map<String, String> config = inherited();
      config.put("lock", "clone");
      if (!dc.repository()
          .insert(Vm.of(request.newid(), withoutDisks(config), dc.clock().instant()))) {
        throw taken();
      }
      task.checkpoint();
      try {
        copy(task, config);
      } catch (DatacenterException | MachineException e) {
        takeBack();
        throw new DatacenterException("clone failed: " + e.getMessage());
      }
    }
  }

  private Map<String, String> inherited() {
    var values = new Values(dc);
    Map<String, String> config = new TreeMap<>();
    source
        .config()
        .forEach(
            (option, value) -> {
              if (option.equals("template")
                  || option.equals("lock")
                  || option.startsWith("unused")) {
                return;
              }
              config.put(option, option.matches("net\\d+") ? values.net(value, true) : value);
            });
    config.put("name", request.name().orElse("Copy-of-VM-" + source.name()));
    request.description().ifPresent(text -> config.put("description", text));
    config.put("smbios1", "uuid=" + dc.newUuid());
    config.put("vmgenid", dc.newUuid());
    return config;
  }

  private static Map<String, String> withoutDisks(Map<String, String> config) {
    Map<String, String> begun = new TreeMap<>(config);
    begun
        .entrySet()
        .removeIf(e -> VmOptions.isDrive(e.getKey()) && !Drives.cloudInit(e.getValue()));
    return begun;
  }

  private void copy(Task task, Map<String, String> config) throws MachineException {
    for (String option : source.config().keySet()) {
      String text = Optional.ofNullable(source.config().get(option)).orElse("");
      if (!VmOptions.isDrive(option)) {
        continue;
      }
      Optional<Volume> volume = dc.repository().volume(Drives.volid(text));
      if (volume.isEmpty()) {
        continue;
      }
      task.log(
          "create "
              + (full ? "full" : "linked")
              + " clone of drive "
              + option
              + " ("
              + volume.get().volid()
              + ")");
      try (VmLocks.Held _ = dc.locks().storage(volume.get().storage(), dc.timing().lockWait())) {
        Volume copy = copied(volume.get());
        dc.repository().save(copy);
        config.put(option, Drives.replaced(text, copy.volid(), Optional.of(copy.size())));
      }
    }
    dc.runtime()
        .create(
            request.newid(),
            full ? new DiskSource.Copy(source.id()) : new DiskSource.Linked(source.id()));
    config.remove("lock");
    dc.repository().save(Vm.of(request.newid(), config, dc.clock().instant()));
  }

  private Volume copied(Volume volume) {
    int id = request.newid();
    boolean cloudInit = Drives.cloudInit(volume.volid());
    String file =
        volume
            .volid()
            .replaceFirst(".*/(vm|base)-\\d+-", "vm-" + id + "-")
            .replaceFirst("\\.[a-z0-9]+$", "");
    String format = full ? request.format().orElse("raw") : "qcow2";
    String folder = full || cloudInit ? volume.storage() + ":" + id : volume.volid() + "/" + id;
    return new Volume(
        folder + "/" + file + "." + format,
        format,
        "images",
        volume.size(),
        Optional.of(id),
        full || cloudInit ? Optional.empty() : Optional.of(volume.volid()),
        dc.now());
  }

  private void takeBack() {
    int id = request.newid();
    dc.repository().volumesOf(id).forEach(v -> dc.repository().removeVolume(v.volid()));
    try {
      dc.runtime().delete(id);
    } catch (MachineException e) {
      System.getLogger(CloneVm.class.getName())
          .log(System.Logger.Level.WARNING, "cannot take back machine " + id, e);
    }
    dc.repository().remove(id);
  }
}
