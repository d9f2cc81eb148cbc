package dev.k3form.provider.k3s;

import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen of a node on its machine and in the API.
 *
 * @param binary the checksum of the binary, empty if there is none
 * @param entering whether a server was being brought into its cluster and is not in yet
 */
record NodeState(String config, String binary, boolean running, boolean entering) {
  private static final int LIMIT = 1 << 20;

  /** Looks at a machine; empty if neither the unit nor the configuration of a node is there. */
  static Optional<NodeState> on(Host host, String unit, String transaction) {
    String pending = Transaction.pendingMarker(transaction);
    String unitFile = Paths.unitFile(unit);
    Observation seen =
        host.inspect(
            Inspection.none()
                .content(Paths.CONFIG, LIMIT)
                .path(Paths.BINARY)
                .path(Paths.TOKEN)
                .path(Paths.ENTRY)
                .path(unitFile)
                .path(pending)
                .unit(unit));
    if (!seen.path(unitFile).exists() && !seen.path(Paths.CONFIG).exists()) {
      return Optional.empty();
    }
    boolean whole =
        seen.path(Paths.TOKEN).exists()
            && seen.path(unitFile).exists()
            && !seen.path(pending).exists();
    return Optional.of(
        new NodeState(
            seen.path(Paths.CONFIG) instanceof PathState.RegularFile f
                ? f.content().map(Content::utf8).orElse("")
                : "",
            seen.path(Paths.BINARY) instanceof PathState.RegularFile f ? f.sha256() : "",
            whole && seen.unit(unit).isActive(),
            seen.path(Paths.ENTRY).exists()));
  }

  /** Asks an API for a node. */
  @FunctionalInterface
  interface Question {
    /** Returns the node; empty as long as there is none. */
    Optional<KubeClient.Node> ask() throws IOException;
  }

  /** Returns the node as this state and the API show it; the API is asked if k3s runs. */
  <N extends Record & ClusterNode<N>> N of(N prior, Question api) {
    Optional<KubeClient.Node> node = Optional.empty();
    if (running) {
      try {
        node = api.ask();
      } catch (IOException _) {
        // An API that is silent says nothing of labels; the next change finds out why.
        node = Optional.empty();
      }
    }
    return prior.observed(
        node.map(n -> labels(prior.labels(), n)).orElse(prior.labels()),
        node.map(n -> taints(prior.taints(), n)).orElse(prior.taints()),
        config,
        binary(prior.binarySha256()),
        running);
  }

  /** Tells by a look at its machine what became of a node that was being made. */
  static <N extends Record & ClusterNode<N>> Recovery<N> recover(
      N node, K3sSession session, HostSession.Work<Optional<N>> look) throws ProviderException {
    try {
      Optional<N> there = session.hosts().on(node.host(), look);
      return there.isPresent() ? new Recovery.Found<>(there.get()) : new Recovery.Absent<>();
    } catch (ProviderException e) {
      if (e.kind() == ProviderException.Kind.CANCELLED) {
        throw e;
      }
      // A machine that cannot be looked at is asked again by the create, whose steps all can be
      // done twice.
      return new Recovery.Absent<>();
    }
  }

  /** Returns the checksum as it was recorded, or empty if the binary is another. */
  String binary(@Nullable String recorded) {
    return recorded == null || recorded.equals(binary) ? binary : "";
  }

  /** Returns those of the wanted labels that the node has. */
  static Map<String, String> labels(Map<String, String> wanted, KubeClient.Node node) {
    Map<String, String> out = new TreeMap<>();
    for (String key : wanted.keySet()) {
      String value = node.labels().get(key);
      if (value != null) {
        out.put(key, value);
      }
    }
    return out;
  }

  /** Returns the taints in the order in which they were wanted, if they are the same. */
  static List<String> taints(List<String> wanted, KubeClient.Node node) {
    List<String> found = Taints.ofUsers(node.taints());
    return Set.copyOf(found).equals(Set.copyOf(wanted)) ? wanted : found;
  }

  /** Makes labels and taints so: k3s itself only adds labels, and sets taints once. */
  static void reconcile(
      LiveServer through,
      String name,
      Map<String, String> before,
      Map<String, String> labels,
      List<String> taints)
      throws IOException {
    KubeClient.Node node =
        through
            .kube(k -> k.node(name))
            .orElseThrow(() -> new IOException("there is no node " + name));
    Map<String, Optional<String>> changes = new TreeMap<>();
    labels.forEach(
        (key, value) -> {
          if (!value.equals(node.labels().get(key))) {
            changes.put(key, Optional.of(value));
          }
        });
    for (String key : before.keySet()) {
      if (!labels.containsKey(key) && node.labels().containsKey(key)) {
        changes.put(key, Optional.empty());
      }
    }
    List<String> ours = Taints.ofUsers(node.taints());
    through.kube(
        k -> {
          if (!changes.isEmpty()) {
            k.setLabels(name, changes);
          }
          if (!Set.copyOf(ours).equals(Set.copyOf(taints))) {
            List<String> all = new ArrayList<>(taints);
            node.taints().stream().filter(t -> !ours.contains(t)).forEach(all::add);
            k.setTaints(name, all);
          }
          return name;
        });
  }

  static void refuseClash(Optional<KubeClient.Node> node, String name, String address)
      throws ProviderException {
    if (node.isPresent() && !node.get().internalIp().equals(address)) {
      throw new ProviderException(
              "the cluster has a node `" + name + "` already, at " + node.get().internalIp(),
              "Choose another `name`, or delete that node if its machine is gone.")
          .blame("name");
    }
  }
}
