package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An agent of a cluster. */
@Resource(
    value = "k3s_agent",
    doc = "A K3s agent on a machine. It registers at the API's address of its cluster.",
    example =
        """
        resource "k3s_agent" "w1" {
          cluster = k3s_cluster.prod.join
          host    = linux_host.w1.ssh
          name    = "w1"
          labels  = { "example.com/pool" = "blue" }
        }
        """)
record Agent(
    @Argument(doc = "The cluster.", effect = Effect.RESTART, example = "k3s_cluster.prod.join")
        ClusterJoin cluster,
    @Argument(doc = "The machine.", example = "proxmox_vm.worker[\"01\"].ssh") HostConnection host,
    @Argument(doc = "Name of the node.", effect = Effect.REPLACE, example = "\"worker-01\"")
        String name,
    @Argument(
            doc = "Address of the node; the machine's unless set.",
            computed = true,
            effect = Effect.RESTART,
            example = "\"10.0.0.21\"")
        @Nullable String nodeIp,
    @Argument(doc = "Labels of the node.", defaultValue = "{}") Map<String, String> labels,
    @Argument(doc = "Taints of the node: key=value:effect.", defaultValue = "[]")
        List<String> taints,
    @Argument(
            doc = "Further keys of config.yaml, in k3s's own words.",
            defaultValue = "{}",
            effect = Effect.RESTART)
        Map<String, List<String>> config,
    @Computed(doc = "Content of /etc/rancher/k3s/config.yaml.") @Nullable String configContent,
    @Computed(doc = "SHA-256 of the k3s binary.") @Nullable String binarySha256,
    @Computed(doc = "Whether its unit runs.") @Nullable Boolean running,
    @Computed(
            doc =
                "Machines of the servers through which the node leaves where no server is read"
                    + " first; as they were when it was made.")
        @Nullable List<HostConnection> leavesThrough)
    implements ClusterNode<Agent> {

  @Override
  public Agent withNodeIp() {
    return new Agent(
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
        leavesThrough);
  }

  @Override
  public Agent observed(
      Map<String, String> seenLabels,
      List<String> seenTaints,
      String seenConfig,
      String seenBinary,
      boolean seenRunning) {
    return new Agent(
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
        leavesThrough);
  }

  /** Returns the agent with the servers through which it leaves. */
  Agent leavingThrough(List<HostConnection> servers) {
    return new Agent(
        cluster,
        host,
        name,
        nodeIp,
        labels,
        taints,
        config,
        configContent,
        binarySha256,
        running,
        servers);
  }
}
