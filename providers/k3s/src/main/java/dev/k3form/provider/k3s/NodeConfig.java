package dev.k3form.provider.k3s;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in the configuration files of a node; pure. */
final class NodeConfig {
  private NodeConfig() {}

  /** Returns config.yaml of a server; the same whether it founds the cluster or joins it. */
  static String server(Server server) {
    ClusterJoin cluster = server.cluster();
    Map<String, List<String>> keys = new LinkedHashMap<>(cluster.settings());
    keys.put("token-file", List.of(Paths.TOKEN));
    node(keys, server.name(), server.nodeIp(), server.labels(), server.taints());
    if (cluster.datastorePostgres() != null) {
      keys.put("datastore-cafile", List.of(Paths.DATASTORE_CA));
      if (cluster.datastorePostgres().certificatePem() != null) {
        keys.put("datastore-certfile", List.of(Paths.DATASTORE_CERTIFICATE));
        keys.put("datastore-keyfile", List.of(Paths.DATASTORE_KEY));
      }
    }
    keys.putAll(server.config());
    return ConfigYaml.write(keys);
  }

  /** Returns config.yaml of an agent. */
  static String agent(Agent agent) {
    ClusterJoin cluster = agent.cluster();
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("server", List.of("https://" + cluster.apiAddress() + ":" + cluster.apiPort()));
    keys.put("token-file", List.of(Paths.TOKEN));
    node(keys, agent.name(), agent.nodeIp(), agent.labels(), agent.taints());
    keys.putAll(agent.config());
    return ConfigYaml.write(keys);
  }

  /** Returns how the first server enters: it founds. */
  static String founding() {
    return ConfigYaml.write(Map.of("cluster-init", List.of("true")));
  }

  /** Returns how a further etcd server enters: through a member that is there. */
  static String joining(String address) {
    return ConfigYaml.write(Map.of("server", List.of("https://" + address + ":6443")));
  }

  /** Returns the file with the datastore's address; a secret. */
  static String datastore(Datastore datastore) {
    return ConfigYaml.write(Map.of("datastore-endpoint", List.of(datastore.endpoint())));
  }

  private static void node(
      Map<String, List<String>> keys,
      String name,
      @Nullable String ip,
      Map<String, String> labels,
      List<String> taints) {
    keys.put("node-name", List.of(name));
    if (ip != null) {
      keys.put("node-ip", List.of(ip));
    }
    List<String> pairs = new ArrayList<>();
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> pairs.add(e.getKey() + "=" + e.getValue()));
    keys.put("node-label", pairs);
    keys.put("node-taint", taints);
  }
}
