package dev.k3form.provider.k3s;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is equal on all servers of a cluster. */
@Resource(
    value = "k3s_cluster",
    doc =
        "A K3s cluster: its release, its token, its datastore, and everything that must be equal on"
            + " all servers. It touches no machine; servers and agents take it by `cluster ="
            + " k3s_cluster.….join`.",
    example =
        """
        resource "k3s_cluster" "prod" {
          name        = "prod"
          version     = "v1.34.1+k3s1"
          datastore   = "embedded_etcd"
          servers     = ["10.0.0.11", "10.0.0.12", "10.0.0.13"]
          api_address = "10.0.0.10"
          tls_san     = ["10.0.0.10", "api.example.lan"]
          disable     = ["traefik", "servicelb"]
        }
        """)
record Cluster(
    @Argument(doc = "Name of the cluster.", effect = Effect.REPLACE, example = "\"prod\"")
        String name,
    @Argument(
            doc = "Exact release, such as v1.34.1+k3s1.",
            effect = Effect.RESTART,
            example = "\"v1.34.1+k3s1\"")
        String version,
    @Argument(
            doc = "The secret that servers and agents join with; made if it is not given.",
            computed = true,
            effect = Effect.REPLACE)
        @Nullable SecretString token,
    @Argument(
            doc = "Where the cluster's data are kept; chosen once.",
            oneOf = {"embedded_etcd", "postgres", "sqlite"},
            effect = Effect.REPLACE,
            example = "\"embedded_etcd\"")
        String datastore,
    @Argument(
            doc = "Addresses of the servers; the first founds the cluster.",
            example = "[\"10.0.0.11\", \"10.0.0.12\", \"10.0.0.13\"]")
        List<String> servers,
    @Argument(
            doc =
                "Address of the API for agents and clients: a load balancer or virtual address; the"
                    + " first server unless set.",
            computed = true,
            example = "\"10.0.0.10\"")
        @Nullable String apiAddress,
    @Argument(doc = "Port of the API at that address.", defaultValue = "6443") int apiPort,
    @Argument(
            doc = "Further names and addresses in the serving certificate.",
            defaultValue = "[]",
            effect = Effect.RESTART,
            example = "[\"10.0.0.10\"]")
        List<String> tlsSan,
    @Argument(
            doc = "Packaged components that are not deployed.",
            defaultValue = "[]",
            oneOf = {
              "coredns",
              "servicelb",
              "traefik",
              "local-storage",
              "metrics-server",
              "runtimes"
            },
            effect = Effect.RESTART,
            example = "[\"traefik\", \"servicelb\"]")
        List<String> disable,
    @Argument(doc = "Pods' addresses.", defaultValue = "10.42.0.0/16", effect = Effect.REPLACE)
        String clusterCidr,
    @Argument(doc = "Services' addresses.", defaultValue = "10.43.0.0/16", effect = Effect.REPLACE)
        String serviceCidr,
    @Argument(doc = "Address of cluster DNS.", defaultValue = "10.43.0.10", effect = Effect.REPLACE)
        String clusterDns,
    @Argument(
            doc = "Domain of the cluster.",
            defaultValue = "cluster.local",
            effect = Effect.REPLACE)
        String clusterDomain,
    @Argument(
            doc = "How pods reach pods on other nodes.",
            defaultValue = "vxlan",
            oneOf = {"vxlan", "host-gw", "wireguard-native", "none"},
            effect = Effect.RESTART)
        String flannelBackend,
    @Argument(
            doc = "Whether Secrets are encrypted in the datastore; from the first start or never.",
            defaultValue = "false",
            effect = Effect.REPLACE)
        boolean secretsEncryption,
    @Argument(
            doc = "Mode of /etc/rancher/k3s/k3s.yaml on the servers.",
            defaultValue = "0600",
            effect = Effect.RESTART)
        String kubeconfigMode,
    @Block(doc = "The database, where datastore is postgres.")
        @Nullable Datastore datastorePostgres,
    @Computed(doc = "What servers and agents take.") @Nullable ClusterJoin join) {

  /** Returns the cluster with its token, its address, and what servers and agents take. */
  Cluster withToken(SecretString made) {
    Cluster complete = with(made, address(), null);
    return complete.with(made, address(), complete.joined());
  }

  /** Returns what servers and agents take; there must be a token. */
  ClusterJoin joined() {
    return new ClusterJoin(
        name,
        version,
        Objects.requireNonNull(token),
        datastore,
        servers,
        address(),
        apiPort,
        settings(),
        datastorePostgres);
  }

  private String address() {
    return apiAddress != null ? apiAddress : servers.getFirst();
  }

  private Map<String, List<String>> settings() {
    Map<String, List<String>> out = new TreeMap<>();
    out.put("tls-san", tlsSan);
    out.put("disable", disable);
    out.put("cluster-cidr", List.of(clusterCidr.split(",")));
    out.put("service-cidr", List.of(serviceCidr.split(",")));
    out.put("cluster-dns", List.of(clusterDns.split(",")));
    out.put("cluster-domain", List.of(clusterDomain));
    out.put("flannel-backend", List.of(flannelBackend));
    out.put("secrets-encryption", List.of(Boolean.toString(secretsEncryption)));
    out.put("write-kubeconfig-mode", List.of(kubeconfigMode));
    return out;
  }

  private Cluster with(SecretString token, String apiAddress, @Nullable ClusterJoin join) {
    return new Cluster(
        name,
        version,
        token,
        datastore,
        servers,
        apiAddress,
        apiPort,
        tlsSan,
        disable,
        clusterCidr,
        serviceCidr,
        clusterDns,
        clusterDomain,
        flannelBackend,
        secretsEncryption,
        kubeconfigMode,
        datastorePostgres,
        join);
  }
}
