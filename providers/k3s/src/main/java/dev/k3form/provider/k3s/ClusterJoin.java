package dev.k3form.provider.k3s;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server or agent must know of its cluster: the value of {@code k3s_cluster.….join}.
 *
 * @param settings keys of config.yaml that are equal on all servers, each with its values; a key
 *     with one value is written as a scalar unless it is a list in k3s
 */
record ClusterJoin(
    @Argument(doc = "Name of the cluster.") String name,
    @Argument(doc = "Exact release.") String version,
    @Argument(doc = "The token that servers and agents join with.") SecretString token,
    @Argument(doc = "Where the cluster's data are kept.") String datastore,
    @Argument(doc = "Addresses of the servers, the founding one first.") List<String> servers,
    @Argument(doc = "Address under which agents register and clients reach the API.")
        String apiAddress,
    @Argument(doc = "Its port.", defaultValue = "6443") int apiPort,
    @Argument(doc = "What is equal on all servers.", defaultValue = "{}")
        Map<String, List<String>> settings,
    @Argument(doc = "The PostgreSQL datastore.") @Nullable Datastore datastorePostgres) {

  boolean hasEtcd() {
    return datastore.equals("embedded_etcd");
  }
}
