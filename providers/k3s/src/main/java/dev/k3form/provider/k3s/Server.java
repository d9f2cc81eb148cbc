package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server of a cluster. */
@Resource(
    value = "k3s_server",
    doc =
        "A K3s server on a machine. The first of a cluster founds it, the others join; servers are"
            + " changed one at a time, each only when the one before is ready again.",
    example =
        """
        resource "k3s_server" "s1" {
          cluster = k3s_cluster.prod.join
          host    = linux_host.s1.ssh
          name    = "s1"
          node_ip = "10.0.0.11"
        }
        """)
record Server(
    @Argument(doc = "The cluster.", effect = Effect.RESTART, example = "k3s_cluster.prod.join")
        ClusterJoin cluster,
    @Argument(doc = "The machine.", example = "proxmox_vm.server[\"01\"].ssh") HostConnection host,
    @Argument(doc = "Name of the node.", effect = Effect.REPLACE, example = "\"server-01\"")
        String name,
    @Argument(
            doc = "Address of the node; the machine's unless set.",
            computed = true,
            effect = Effect.RESTART,
            example = "\"10.0.0.11\"")
        @Nullable String nodeIp,
    @Argument(doc = "Labels of the node.", defaultValue = "{}") Map<String, String> labels,
    @Argument(
            doc = "Taints of the node: key=value:effect.",
            defaultValue = "[]",
            example = "[\"CriticalAddonsOnly=true:NoExecute\"]")
        List<String> taints,
    @Argument(
            doc = "Further keys of config.yaml, in k3s's own words.",
            defaultValue = "{}",
            effect = Effect.RESTART)
        Map<String, List<String>> config,
    @Computed(doc = "Content of /etc/rancher/k3s/config.yaml.") @Nullable String configContent,
    @Computed(doc = "SHA-256 of the k3s binary.") @Nullable String binarySha256,
    @Computed(doc = "Whether its unit runs.") @Nullable Boolean running,
    @Computed(doc = "SHA-256 of the cluster's CA, as full tokens carry it.")
        @Nullable String caHash,
    @Computed(
            doc =
                "Certificates of the cluster's CA, PEM: with them the check of a load balancer"
                    + " verifies whom it asks.")
        @Nullable String caCertificate,
    @Computed(doc = "The administrator's kubeconfig, for the API's address.")
        @Nullable SecretString kubeconfig)
    implements ClusterNode<Server> {

  @Override
  public Server withNodeIp() {
    return new Server(
        cluster,
        host,
        name,
        address(),
        labels,
        taints,
        config,
        configContent,
        binarySha256,
        running,
        caHash,
        caCertificate,
        kubeconfig);
  }

  @Override
  public Server observed(
      Map<String, String> seenLabels,
      List<String> seenTaints,
      String seenConfig,
      String seenBinary,
      boolean seenRunning) {
    return new Server(
        cluster,
        host,
        name,
        nodeIp,
        seenLabels,
        seenTaints,
        config,
        seenConfig,
        seenBinary,
        seenRunning,
        caHash,
        caCertificate,
        kubeconfig);
  }

  /** Returns the server with all that is computed. */
  Server finished(
      String content, String binary, String hash, String authority, @Nullable SecretString access) {
    return new Server(
        cluster, host, name, address(), labels, taints, config, content, binary, true, hash,
        authority, access);
  }
}
