package dev.k3form.provider.k3s;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import java.util.Set;
import java.util.regex.Pattern;

/** What the schema cannot say of servers and agents. */
final class NodeRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
  private static final Set<String> OURS =
      Set.of(
          "token",
          "token-file",
          "server",
          "cluster-init",
          "node-name",
          "node-ip",
          "node-label",
          "node-taint",
          "datastore-endpoint",
          "datastore-cafile",
          "datastore-certfile",
          "datastore-keyfile",
          "data-dir",
          "cluster-reset",
          "https-listen-port",
          "tls-san",
          "cluster-cidr",
          "service-cidr",
          "cluster-dns",
          "cluster-domain",
          "flannel-backend",
          "secrets-encryption",
          "disable",
          "write-kubeconfig-mode",
          "agent-token");

  private NodeRules() {}

  static void check(ConfigView config, ProblemSink problems) {
    config
        .string("name")
        .filter(name -> !NAME.matcher(name).matches())
        .ifPresent(
            name ->
                problems.error(
                    "name",
                    "`" + name + "` is no name of a node",
                    "Names of nodes have small letters, digits, dots and hyphens."));
    if (config.values().get("taints").reveal() instanceof Value.ListOf list) {
      for (Value item : list.items()) {
        if (item.reveal() instanceof Value.Str(String taint) && !Taints.isTaint(taint)) {
          problems.error(
              "taints",
              "`" + taint + "` is no taint",
              "Write key=value:effect; the effect is NoSchedule, PreferNoSchedule or NoExecute.");
        }
      }
    }
    if (config.values().get("config").reveal() instanceof Value.MapOf map) {
      for (String key : map.entries().keySet()) {
        if (OURS.contains(key)) {
          problems.error(
              "config",
              "`" + key + "` is written by k3form itself",
              "Set it by the argument of the resource or of k3s_cluster.");
        }
      }
    }
  }
}
