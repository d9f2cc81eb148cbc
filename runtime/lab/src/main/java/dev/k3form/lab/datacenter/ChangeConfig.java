package dev.k3form.lab.datacenter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code PUT} and {@code POST …/config}: sets, deletes and reverts options. On a running VM what
 * cannot be plugged in waits as pending; on a stopped one everything is in effect at once.
 */
public final class ChangeConfig {

  /** What a call asks for. */
  public record Request(
      Map<String, String> set, List<String> delete, List<String> revert, Optional<String> digest) {
    public Request {
      set = Map.copyOf(set);
      delete = List.copyOf(delete);
      revert = List.copyOf(revert);
    }
  }

  private final Datacenter dc;
  private final int vmid;
  private final Request request;

  public ChangeConfig(Datacenter dc, int vmid, Request request) {
    this.dc = dc;
    this.vmid = vmid;
    this.request = request;
  }

  /** What is refused before anything is tried, whichever way the change is run. */
  public void check() {
    requireDigest(dc.unlocked(vmid));
  }

  private void requireDigest(Vm vm) {
    request
        .digest()
        .filter(digest -> !digest.equals(vm.digest()))
        .ifPresent(
            _ -> {
              throw new DatacenterException("checksum mismatch (file change by other user?)");
            });
  }

  /** Makes the change under the VM's lock. */
  public void run() {
    try (VmLocks.Held _ = dc.locks().vm(vmid, dc.timing().lockWait())) {
      Vm vm = dc.unlocked(vmid);
      requireDigest(vm);
      Vm changed = changed(vm);
      dc.repository().save(dc.running(vmid) ? changed : changed.settled());
    }
  }

  private Vm changed(Vm before) {
    SortedMap<String, String> config = new TreeMap<>(before.config());
    SortedMap<String, String> pending = new TreeMap<>(before.pending());
    SortedSet<String> deletes = new TreeSet<>(before.pendingDeletes());
    for (String option : request.revert()) {
      pending.remove(option);
      deletes.remove(option);
    }
    boolean running = dc.running(vmid);
    for (String option : request.delete()) {
      pending.remove(option);
      if (!config.containsKey(option)) {
        continue;
      }
      if (running && !immediate(option)) {
        deletes.add(option);
      } else {
        remove(config, option);
      }
    }
    var values = new Values(dc);
    new TreeMap<>(request.set())
        .forEach(
            (option, given) -> {
              deletes.remove(option);
              String value = value(values, config, option, given);
              if (!running || immediate(option)) {
                pending.remove(option);
                config.put(option, value);
              } else if (value.equals(config.get(option))) {
                pending.remove(option);
              } else {
                pending.put(option, value);
              }
            });
    return new Vm(vmid, config, pending, deletes, before.created());
  }

  private boolean immediate(String option) {
    return dc.options().find(option).map(VmOption::immediate).orElse(false);
  }

  private String value(
      Values values, SortedMap<String, String> config, String option, String given) {
    if (!VmOptions.isDrive(option)) {
      return values.normalised(option, given);
    }
    String text = new Drives(dc).allocate(vmid, option, given).text();
    String before = config.get(option);
    if (before != null && !Drives.volid(before).equals(Drives.volid(text))) {
      detach(config, before);
    }
    config
        .entrySet()
        .removeIf(e -> e.getKey().startsWith("unused") && e.getValue().equals(Drives.volid(text)));
    return text;
  }

  private void remove(SortedMap<String, String> config, String option) {
    String text = config.remove(option);
    if (text == null) {
      return;
    }
    if (option.startsWith("unused")) {
      dc.repository().removeVolume(text);
    } else if (VmOptions.isDrive(option)) {
      detach(config, text);
    }
  }

  /** A disk that is taken off stays as the first free {@code unusedN}; a cloud-init drive goes. */
  private void detach(SortedMap<String, String> config, String text) {
    String volid = Drives.volid(text);
    if (Drives.cloudInit(text)) {
      dc.repository().removeVolume(volid);
      return;
    }
    if (dc.repository().volume(volid).isEmpty()) {
      return;
    }
    int number = 0;
    while (config.containsKey("unused" + number)) {
      number++;
    }
    config.put("unused" + number, volid);
  }
}
