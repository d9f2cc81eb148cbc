package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The servers of each cluster that were read or made in this run, so that members of a cluster can
 * be seen and removed through another server.
 */
final class ServerRegistry {
  /**
   * A server and how its machine is reached.
   *
   * @param entered whether it is in the cluster, and not still on its way
   */
  record Seen(String name, HostConnection host, @Nullable String caHash, boolean entered) {}

  private final Map<String, SortedMap<String, Seen>> clusters = new ConcurrentHashMap<>();
  private final Map<String, String> founders = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  void add(String cluster, Seen server) {
    of(cluster).put(server.name(), server);
  }

  void remove(String cluster, String name) {
    of(cluster).remove(name);
  }

  List<Seen> all(String cluster) {
    SortedMap<String, Seen> seen = clusters.get(cluster);
    return seen == null ? List.of() : List.copyOf(seen.values());
  }

  List<Seen> others(String cluster, String name) {
    return all(cluster).stream().filter(s -> !s.name().equals(name)).toList();
  }

  /** Reports whether any server of a cluster was seen in this run, also if it is gone by now. */
  boolean knows(String cluster) {
    return clusters.containsKey(cluster);
  }

  /** Returns the hash of the cluster's CA, if a server has shown it. */
  Optional<String> caHash(String cluster) {
    return all(cluster).stream().flatMap(s -> Optional.ofNullable(s.caHash()).stream()).findFirst();
  }

  /** Returns which server founds the cluster in this run: the first that asks. */
  String founder(String cluster, String candidate) {
    return founders.computeIfAbsent(cluster, _ -> candidate);
  }

  /** Returns what is held while members of a cluster come or go. */
  ReentrantLock membership(String cluster) {
    return locks.computeIfAbsent(cluster, _ -> new ReentrantLock());
  }

  private SortedMap<String, Seen> of(String cluster) {
    return clusters.computeIfAbsent(cluster, _ -> new ConcurrentSkipListMap<>());
  }
}
