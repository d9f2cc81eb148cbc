package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.api.ApiClient;
import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.api.FormEncoding;
import dev.k3form.provider.proxmox.api.Tasks;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Finds VMs and changes them: the calls of {@code /nodes/{node}/qemu} that all types use. */
public final class Vms {
  private static final int POWER_PATIENCE_SECONDS = 60;

  private final ApiClient api;
  private final Tasks tasks;
  private final Inventory inventory;

  Vms(ApiClient api, Tasks tasks, Inventory inventory) {
    this.api = api;
    this.tasks = tasks;
    this.inventory = inventory;
  }

  /** Returns the API path of a VM. */
  public static String path(String node, int vmid) {
    return "/nodes/" + FormEncoding.encode(node) + "/qemu/" + vmid;
  }

  /**
   * Finds a VM wherever in the cluster it is; empty if it is certainly gone.
   *
   * @param lastNode where it was last seen
   * @param expected whether it is thought to run; the list is believed only where it agrees
   * @throws ProviderException if a node is offline, so that nobody can tell
   */
  public Optional<VmView> find(
      int vmid, Optional<String> lastNode, Optional<Boolean> expected, OperationContext context)
      throws ProviderException {
    long begin = System.nanoTime();
    Inventory.Snapshot recent = inventory.recent(context);
    Optional<Inventory.Place> place = recent.place(vmid);
    Optional<String> node = place.map(Inventory.Place::node).or(() -> lastNode);
    if (node.isPresent()) {
      Optional<VmView> seen = view(node.get(), vmid, place, expected, context);
      if (seen.isPresent()) {
        return seen;
      }
    }
    Inventory.Snapshot fresh = inventory.since(begin, context);
    place = fresh.place(vmid);
    if (place.isPresent()) {
      return view(place.get().node(), vmid, place, expected, context);
    }
    if (!fresh.offlineNodes().isEmpty()) {
      throw new ProviderException(
          ProviderException.Kind.TRANSIENT,
          "VM "
              + vmid
              + " is on no node that answers, and these are offline: "
              + String.join(", ", fresh.offlineNodes()),
          null,
          "",
          List.of(
              "Bring the nodes back, or remove them from the cluster; until then nobody can tell"
                  + " whether the VM is gone."));
    }
    return Optional.empty();
  }

  /** Looks at a VM on a node; empty if it is not there. */
  public Optional<VmView> on(String node, int vmid, OperationContext context)
      throws ProviderException {
    return view(node, vmid, Optional.empty(), Optional.empty(), context);
  }

  private Optional<VmView> view(
      String node,
      int vmid,
      Optional<Inventory.Place> place,
      Optional<Boolean> expected,
      OperationContext context)
      throws ProviderException {
    JsonNode entries;
    try {
      entries = api.get(path(node, vmid) + "/pending", context);
    } catch (ApiException e) {
      if (e.isNoSuchVm() || e.text().contains("hostname lookup '" + node + "'")) {
        return Optional.empty();
      }
      throw e;
    }
    SortedMap<String, String> options = new TreeMap<>();
    SortedSet<String> pending = new TreeSet<>();
    for (JsonNode entry : entries) {
      String key = entry.path("key").asString("");
      if (entry.has("pending")) {
        options.put(key, entry.path("pending").asString(""));
        pending.add(key);
      } else if (entry.path("delete").asInt(0) > 0) {
        pending.add(key);
      } else {
        options.put(key, entry.path("value").asString(""));
      }
    }
    String digest = Optional.ofNullable(options.remove("digest")).orElse("");
    Optional<Boolean> listed = place.flatMap(Inventory.Place::running);
    boolean agrees = listed.isPresent() && listed.equals(expected);
    boolean running = agrees ? listed.get() : isRunning(node, vmid, context);
    return Optional.of(new VmView(vmid, node, options, pending, digest, running, place));
  }

  /** Asks whether a VM runs. */
  public boolean isRunning(String node, int vmid, OperationContext context)
      throws ProviderException {
    return api.get(path(node, vmid) + "/status/current", context)
        .path("status")
        .asString("")
        .equals("running");
  }

  /** Sends a change of options as a task, and waits for it. */
  public void configure(
      VmView vm, Map<String, String> set, List<String> delete, OperationContext context)
      throws ProviderException {
    if (set.isEmpty() && delete.isEmpty()) {
      return;
    }
    Map<String, String> form = new TreeMap<>(set);
    if (!delete.isEmpty()) {
      form.put("delete", String.join(",", delete));
    }
    String what = "configure VM " + vm.vmid();
    Effects.run(
        what,
        context,
        () ->
            tasks.await(
                api.post(path(vm.node(), vm.vmid()) + "/config", form, context), what, context));
  }

  /** Makes a disk at least so large; the size is absolute, so twice is once. */
  public void resize(VmView vm, String disk, String size, OperationContext context)
      throws ProviderException {
    String what = "resize " + disk + " of VM " + vm.vmid() + " to " + size;
    Effects.run(
        what,
        context,
        () ->
            tasks.await(
                api.put(
                    path(vm.node(), vm.vmid()) + "/resize",
                    Map.of("disk", disk, "size", size),
                    context),
                what,
                context));
  }

  /**
   * Starts, stops, shuts down or reboots, and waits until the VM is as it should be.
   *
   * @param command the last part of the call's path
   * @param running whether it runs afterwards
   */
  public void power(
      String node,
      int vmid,
      String command,
      Map<String, String> form,
      boolean running,
      OperationContext context)
      throws ProviderException {
    String what = command + " VM " + vmid;
    Effects.run(
        what,
        context,
        () -> {
          if (!command.equals("reboot") && isRunning(node, vmid, context) == running) {
            return;
          }
          tasks.await(
              api.post(path(node, vmid) + "/status/" + command, form, context), what, context);
        });
    awaitPower(node, vmid, what, running, context);
  }

  /** Under high availability the task only tells the manager, which acts some seconds later. */
  private void awaitPower(
      String node, int vmid, String what, boolean running, OperationContext context)
      throws ProviderException {
    for (int second = 0; isRunning(node, vmid, context) != running; second++) {
      if (second == POWER_PATIENCE_SECONDS) {
        throw new ProviderException(
            ProviderException.Kind.TRANSIENT,
            "VM "
                + vmid
                + " is still "
                + (running ? "stopped" : "running")
                + " "
                + POWER_PATIENCE_SECONDS
                + " s after its task to "
                + what
                + " was done",
            null,
            "",
            List.of("See the VM's task history, and `ha-manager status` if it is managed by HA."));
      }
      context.pause(Duration.ofSeconds(1));
    }
  }

  /** Destroys a VM that does not run, and what backup, replication and HA know of it. */
  public void destroy(String node, int vmid, OperationContext context) throws ProviderException {
    String what = "destroy VM " + vmid;
    Effects.run(
        what,
        context,
        () -> {
          try {
            tasks.await(
                api.delete(
                    path(node, vmid),
                    Map.of("purge", "1", "destroy-unreferenced-disks", "0"),
                    context),
                what,
                context);
          } catch (ApiException e) {
            if (!e.isNoSuchVm()) {
              throw e;
            }
          }
        });
  }
}
