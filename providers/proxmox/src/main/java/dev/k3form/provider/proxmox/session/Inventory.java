package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.api.ApiClient;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where every VM of the cluster is, by one {@code GET /cluster/resources} for all who ask within a
 * short time.
 *
 * <p>The list lags behind the truth by some seconds and may lack names and states, so it serves to
 * find a VM, never to describe one. That a VM is gone can be told from it alone, and only while
 * every node is online: a node answers alike for a VM that is elsewhere and one that is nowhere.
 */
public final class Inventory {
  private static final Duration SHELF_LIFE = Duration.ofSeconds(5);

  private final ApiClient api;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Snapshot last;

  Inventory(ApiClient api) {
    this.api = api;
  }

  /**
   * One VM of the list.
   *
   * @param running empty while the node's state is stale
   */
  public record Place(
      int vmid, String node, Optional<Boolean> running, boolean template, Optional<String> pool) {}

  /** The list at one time; nodes with whether they are known to be offline. */
  public record Snapshot(
      long takenAt, SortedMap<Integer, Place> vms, SortedMap<String, Boolean> offline) {
    /** Makes the maps unmodifiable. */
    public Snapshot {
      vms = Collections.unmodifiableSortedMap(vms);
      offline = Collections.unmodifiableSortedMap(offline);
    }

    /** Returns where a VM is. */
    public Optional<Place> place(int vmid) {
      return Optional.ofNullable(vms.get(vmid));
    }

    /** Returns the nodes that do not answer, so that nothing can be told of what is on them. */
    public List<String> offlineNodes() {
      return offline.entrySet().stream()
          .filter(Map.Entry::getValue)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** Returns a list that is at most some seconds old. */
  public Snapshot recent(OperationContext context) throws ProviderException {
    return since(System.nanoTime() - SHELF_LIFE.toNanos(), context);
  }

  /** Returns a list that was asked for after a moment of {@link System#nanoTime}. */
  public Snapshot since(long moment, OperationContext context) throws ProviderException {
    Snapshot known = last;
    if (known != null && known.takenAt() - moment >= 0) {
      return known;
    }
    fetching.lock();
    try {
      known = last;
      if (known != null && known.takenAt() - moment >= 0) {
        return known;
      }
      Snapshot fetched = fetch(context);
      last = fetched;
      return fetched;
    } finally {
      fetching.unlock();
    }
  }

  /** Makes the next question a new one. */
  public void forget() {
    last = null;
  }

  private Snapshot fetch(OperationContext context) throws ProviderException {
    long now = System.nanoTime();
    SortedMap<Integer, Place> vms = new TreeMap<>();
    SortedMap<String, Boolean> offline = new TreeMap<>();
    for (JsonNode entry : api.get("/cluster/resources", context)) {
      String node = entry.path("node").asString("");
      switch (entry.path("type").asString("")) {
        case "node" -> offline.put(node, entry.path("status").asString("").equals("offline"));
        case "qemu", "lxc" -> {
          int vmid = entry.path("vmid").asInt();
          vms.put(vmid, place(entry, vmid, node));
        }
        default -> {}
      }
    }
    return new Snapshot(now, vms, offline);
  }

  private static Place place(JsonNode entry, int vmid, String node) {
    Optional<Boolean> running =
        switch (entry.path("status").asString("unknown")) {
          case "running" -> Optional.of(true);
          case "stopped" -> Optional.of(false);
          default -> Optional.empty();
        };
    String pool = entry.path("pool").asString("");
    return new Place(
        vmid,
        node,
        running,
        entry.path("template").asInt(0) == 1,
        pool.isEmpty() ? Optional.empty() : Optional.of(pool));
  }
}
