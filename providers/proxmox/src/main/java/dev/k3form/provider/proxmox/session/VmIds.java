package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.api.ApiClient;
import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Chooses free VM ids.
 *
 * <p>The server's next id is no reservation: whoever asks gets the same. So ids given out here are
 * remembered for as long as the session lasts, and a race lost to somebody else is noticed when the
 * VM is made.
 */
public final class VmIds {
  private final ApiClient api;
  private final ReentrantLock choosing = new ReentrantLock();
  private final Set<Integer> given = new HashSet<>();

  VmIds(ApiClient api) {
    this.api = api;
  }

  /** Returns an id that is free now and given to nobody else in this session. */
  public int next(OperationContext context) throws ProviderException {
    choosing.lock();
    try {
      int candidate = Integer.parseInt(api.get("/cluster/nextid", context).asString("100"));
      while (given.contains(candidate) || !isFree(candidate, context)) {
        candidate++;
      }
      given.add(candidate);
      return candidate;
    } finally {
      choosing.unlock();
    }
  }

  /** Reports whether no VM has an id. */
  public boolean isFree(int vmid, OperationContext context) throws ProviderException {
    try {
      api.get("/cluster/nextid", Map.of("vmid", Integer.toString(vmid)), context);
      return true;
    } catch (ApiException e) {
      if (e.status() == 400 && e.errors().containsKey("vmid")) {
        return false;
      }
      throw e;
    }
  }
}
