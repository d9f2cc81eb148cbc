package dev.k3form.provider.k3s;

import dev.k3form.hosts.Host;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/** A server whose API and etcd are asked on its own machine, with its own certificates. */
final class LiveServer {
  private static final int API_PORT = 6443;
  private static final String LOOPBACK = "127.0.0.1";

  private final Host host;
  private final Credentials credentials;

  private LiveServer(Host host, Credentials credentials) {
    this.host = host;
    this.credentials = credentials;
  }

  /** Returns the server on a machine, if it has its certificates. */
  static Optional<LiveServer> on(Host host) {
    return Credentials.read(host).map(c -> new LiveServer(host, c));
  }

  /** Something asked of the API or etcd. */
  @FunctionalInterface
  interface Question<C, T> {
    T of(C client) throws IOException;
  }

  Credentials credentials() {
    return credentials;
  }

  String caHash() throws IOException {
    try {
      return Token.caHash(credentials.authority());
    } catch (GeneralSecurityException e) {
      throw new IOException("the cluster's CA cannot be read: " + e.getMessage(), e);
    }
  }

  <T> T kube(Question<KubeClient, T> question) throws IOException {
    return at(
        API_PORT,
        credentials.authority(),
        credentials.admin(),
        api -> question.of(new KubeClient(api)));
  }

  /** Asks etcd, if the server has one. */
  <T> Optional<T> etcd(Question<EtcdClient, T> question) throws IOException {
    Credentials.Etcd etcd = credentials.etcd();
    return etcd == null
        ? Optional.empty()
        : Optional.of(
            at(
                EtcdClient.PORT,
                etcd.authority(),
                etcd.client(),
                gateway -> question.of(new EtcdClient(gateway))));
  }

  Set<String> servingNames() throws IOException {
    return at(
        API_PORT, credentials.authority(), credentials.admin(), Endpoint::subjectAlternativeNames);
  }

  /** Asked with the token alone: beside the administrator's certificate it would be refused. */
  boolean supervisorReady(ClusterJoin cluster) throws IOException {
    try (Endpoint supervisor =
        Endpoint.open(host, LOOPBACK, API_PORT, Tls.trusting(credentials.authority()))) {
      return supervisor.getAs("node", Token.password(cluster.token()), "/v1-k3s/readyz").status()
          == 200;
    } catch (GeneralSecurityException e) {
      throw new IOException("the cluster's CA cannot be used: " + e.getMessage(), e);
    }
  }

  boolean isReady() {
    try {
      return kube(k -> k.readyz().ok());
    } catch (IOException _) {
      return false;
    }
  }

  private <T> T at(
      int port, String authority, Credentials.Pair client, Question<Endpoint, T> question)
      throws IOException {
    try (Endpoint endpoint =
        Endpoint.open(
            host, LOOPBACK, port, Tls.client(authority, client.certificate(), client.key()))) {
      return question.of(endpoint);
    } catch (GeneralSecurityException e) {
      throw new IOException("the server's certificates cannot be used: " + e.getMessage(), e);
    }
  }
}
