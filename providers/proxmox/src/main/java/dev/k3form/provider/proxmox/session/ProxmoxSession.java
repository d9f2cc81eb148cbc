package dev.k3form.provider.proxmox.session;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.provider.proxmox.api.ApiClient;
import dev.k3form.provider.proxmox.api.Tasks;
import java.time.Duration;

/**
 * One configured Proxmox cluster, for as long as a run lasts. Contacts nobody until it is asked.
 *
 * @param fullClones how many full clones one storage takes at a time
 * @param linkedClones how many linked clones one template takes at a time
 */
public record ProxmoxSession(
    ApiClient api,
    Tasks tasks,
    Inventory inventory,
    Vms vms,
    VmIds ids,
    Limits limits,
    Permissions permissions,
    HostSession machines,
    int fullClones,
    int linkedClones)
    implements AutoCloseable {

  /** Creates a session on a client. */
  public static ProxmoxSession of(
      ApiClient api, Duration taskTimeout, HostSession machines, int fullClones, int linkedClones) {
    Tasks tasks = new Tasks(api, taskTimeout);
    Inventory inventory = new Inventory(api);
    return new ProxmoxSession(
        api,
        tasks,
        inventory,
        new Vms(api, tasks, inventory),
        new VmIds(api),
        new Limits(),
        new Permissions(api),
        machines,
        fullClones,
        linkedClones);
  }

  @Override
  public void close() {
    api.close();
    machines.close();
  }
}
