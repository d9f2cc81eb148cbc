package dev.k3form.lab.datacenter;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Resource pools. As on the real thing, adding a member twice is an error, and a member need not
 * exist. They are kept in memory only: a pool is gone after a restart of the endpoint.
 */
public final class Pools {

  private final Map<String, SortedSet<Integer>> members = new TreeMap<>();

  public synchronized Map<String, SortedSet<Integer>> all() {
    Map<String, SortedSet<Integer>> copy = new TreeMap<>();
    members.forEach((pool, vms) -> copy.put(pool, new TreeSet<>(vms)));
    return copy;
  }

  public synchronized boolean exists(String pool) {
    return members.containsKey(pool);
  }

  public synchronized void create(String pool) {
    if (members.putIfAbsent(pool, new TreeSet<>()) != null) {
      throw new DatacenterException("create pool failed: pool '" + pool + "' already exists");
    }
  }

  public synchronized void delete(String pool) {
    if (!of(pool).isEmpty()) {
      throw new DatacenterException("delete pool failed: pool '" + pool + "' is not empty");
    }
    members.remove(pool);
  }

  /** Adds a VM; with {@code move} it may be in another pool before. */
  public synchronized void add(String pool, int vmid, boolean move) {
    SortedSet<Integer> own = of(pool);
    Optional<String> present =
        members.entrySet().stream()
            .filter(entry -> entry.getValue().contains(vmid))
            .map(Map.Entry::getKey)
            .findFirst();
    if (present.isPresent() && (!move || present.get().equals(pool))) {
      throw new DatacenterException(
          "update pools failed: VM " + vmid + " is already a pool member");
    }
    forget(vmid);
    own.add(vmid);
  }

  public synchronized void remove(String pool, int vmid) {
    if (!of(pool).remove(vmid)) {
      throw new DatacenterException("update pools failed: VM " + vmid + " is not a pool member");
    }
  }

  /** Takes a VM that is gone out of every pool. */
  public synchronized void forget(int vmid) {
    members.values().forEach(vms -> vms.remove(vmid));
  }

  private SortedSet<Integer> of(String pool) {
    SortedSet<Integer> own = members.get(pool);
    if (own == null) {
      throw new DatacenterException("pool '" + pool + "' does not exist");
    }
    return own;
  }
}
