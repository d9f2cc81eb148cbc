package dev.k3form.standin.server;

import dev.k3form.standin.Log;
import dev.k3form.standin.Timing;
import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.node.Conditions;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the controllers do to Nodes: a pod network for each, NotReady and taints when a Lease is not
 * renewed, the server's own role and whether its etcd member votes. Every server runs it; changes
 * are conditional, so they do not disturb each other.
 */
final class NodeController {

  private static final String NODES = "/registry/minions/";
  private static final String LEASES = "/registry/leases/kube-node-lease/";
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  private final Datastore store;
  private final Timing timing;
  private final String self;
  private final Function<String, Optional<Boolean>> voter;
  private final String clusterCidr;
  private final Log log;

  /**
   * @param voter whether a node's etcd member votes, if it has one
   */
  NodeController(
      Datastore store,
      Timing timing,
      String self,
      Function<String, Optional<Boolean>> voter,
      String clusterCidr,
      Log log) {
    this.store = store;
    this.timing = timing;
    this.self = self;
    this.voter = voter;
    this.clusterCidr = clusterCidr;
    this.log = log;
  }

  /** Looks at all Nodes once. */
  void round() {
    try {
      List<Entry> entries = store.list(NODES);
      List<String> networks = new ArrayList<>();
      entries.forEach(
          e -> KubeObjects.text(KubeObjects.read(e), "spec", "podCIDR").ifPresent(networks::add));
      for (Entry entry : entries) {
        Map<String, @Nullable Object> node = Json.object(entry.value());
        boolean changed = network(node, networks);
        changed |= liveness(node);
        changed |= voting(node);
        changed |= role(node);
        if (changed) {
          store.update(entry.key(), Json.print(node), entry.revision());
        }
      }
    } catch (IllegalArgumentException e) {
      log.error("a Node cannot be read: " + e.getMessage());
    }
  }

  private static String name(Map<String, @Nullable Object> node) {
    return KubeObjects.text(node, "metadata", "name").orElse("");
  }

  private boolean network(Map<String, @Nullable Object> node, List<String> taken) {
    Map<String, @Nullable Object> spec = KubeObjects.child(node, "spec");
    if (spec.containsKey("podCIDR")) {
      return false;
    }
    String base = clusterCidr.replaceFirst("\\.\\d+\\.\\d+/.*", "");
    for (int i = 0; i < 256; i++) {
      String network = base + "." + i + ".0/24";
      if (!taken.contains(network)) {
        taken.add(network);
        spec.put("podCIDR", network);
        spec.put("podCIDRs", List.of(network));
        return true;
      }
    }
    return false;
  }

  private boolean liveness(Map<String, @Nullable Object> node) {
    Map<String, @Nullable Object> spec = KubeObjects.child(node, "spec");
    List<@Nullable Object> conditions = conditions(node);
    boolean ready = Conditions.status(conditions, "Ready").equals("True");
    if (ready && silent(node)) {
      for (String type : List.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready")) {
        Conditions.put(
            conditions,
            Conditions.of(
                type, "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."));
      }
      KubeObjects.child(node, "status").put("conditions", conditions);
      spec.put("taints", taints(spec, true));
      return true;
    }
    if (ready && !taints(spec, false).equals(spec.getOrDefault("taints", List.of()))) {
      List<@Nullable Object> left = taints(spec, false);
      if (left.isEmpty()) {
        spec.remove("taints");
      } else {
        spec.put("taints", left);
      }
      return true;
    }
    return false;
  }

  private boolean silent(Map<String, @Nullable Object> node) {
    Instant last =
        store
            .get(LEASES + name(node))
            .flatMap(e -> KubeObjects.text(KubeObjects.read(e), "spec", "renewTime"))
            .or(() -> KubeObjects.text(node, "metadata", "creationTimestamp"))
            .map(Instant::parse)
            .orElse(Instant.EPOCH);
    return Duration.between(last, Instant.now()).compareTo(timing.grace()) > 0;
  }

  private static List<@Nullable Object> taints(
      Map<String, @Nullable Object> spec, boolean unreachable) {
    List<@Nullable Object> taints = new ArrayList<>();
    if (spec.get("taints") instanceof List<?> old) {
      taints.addAll(old);
    }
    taints.removeIf(t -> t instanceof Map<?, ?> map && UNREACHABLE.equals(map.get("key")));
    if (unreachable) {
      for (String effect : List.of("NoSchedule", "NoExecute")) {
        Map<String, @Nullable Object> taint = new LinkedHashMap<>();
        taint.put("effect", effect);
        taint.put("key", UNREACHABLE);
        taint.put("timeAdded", KubeObjects.now());
        taints.add(taint);
      }
    }
    return taints;
  }

  private static List<@Nullable Object> conditions(Map<String, @Nullable Object> node) {
    List<@Nullable Object> conditions = new ArrayList<>();
    if (KubeObjects.child(node, "status").get("conditions") instanceof List<?> old) {
      conditions.addAll(old);
    }
    return conditions;
  }

  private boolean voting(Map<String, @Nullable Object> node) {
    Optional<Boolean> votes = voter.apply(name(node));
    List<@Nullable Object> conditions = conditions(node);
    String wanted = votes.map(v -> v ? "True" : "False").orElse("");
    if (votes.isEmpty() || Conditions.status(conditions, "EtcdIsVoter").equals(wanted)) {
      return false;
    }
    Map<String, @Nullable Object> condition =
        votes.get()
            ? Conditions.of(
                "EtcdIsVoter",
                "True",
                "MemberNotLearner",
                "Node is a voting member of the etcd cluster")
            : Conditions.of(
                "EtcdIsVoter",
                "False",
                "MemberIsLearner",
                "Node has not been promoted to voting member of the etcd cluster");
    if (conditions.stream()
        .anyMatch(c -> c instanceof Map<?, ?> map && "EtcdIsVoter".equals(map.get("type")))) {
      Conditions.put(conditions, condition);
    } else {
      conditions.addFirst(condition);
    }
    KubeObjects.child(node, "status").put("conditions", conditions);
    return true;
  }

  /** A server takes its role a moment after its Node is there. */
  private boolean role(Map<String, @Nullable Object> node) {
    if (!name(node).equals(self)) {
      return false;
    }
    Map<String, @Nullable Object> labels =
        KubeObjects.child(KubeObjects.child(node, "metadata"), "labels");
    return labels.put("node-role.kubernetes.io/control-plane", "true") == null;
  }
}
