package dev.k3form.provider.k3s;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Result;
import dev.k3form.spi.schema.SecretString;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * What an agent's machine may ask of the API by itself: its own Node, with the certificate of its
 * kubelet (the node authorizer lets every kubelet read its Node).
 */
final class OwnNode {
  private static final String MARK = "=====k3form=====";
  private static final String READ =
      """
      cd %s/agent 2>/dev/null || exit 3
      for f in server-ca.crt client-kubelet.crt client-kubelet.key; do
        [ ! -s "$f" ] || cat "$f"
        echo '%s'
      done
      """
          .formatted(Paths.DATA, MARK);

  private final Host host;
  private final ClusterJoin cluster;

  OwnNode(Host host, ClusterJoin cluster) {
    this.host = host;
    this.cluster = cluster;
  }

  /**
   * Reads it; empty as long as there is none.
   *
   * @throws IOException if the API does not answer
   */
  Optional<KubeClient.Node> read(String name) throws IOException {
    Result result = host.exec(Command.script("read the kubelet's certificate", READ).keptSecret());
    String[] parts = result.stdout().split(MARK + "\n", -1);
    if (!result.succeeded()
        || parts.length < 3
        || parts[0].isBlank()
        || parts[1].isBlank()
        || parts[2].isBlank()) {
      return Optional.empty();
    }
    try (Endpoint api =
        Endpoint.open(
            host,
            cluster.apiAddress(),
            cluster.apiPort(),
            Tls.client(parts[0], parts[1], new SecretString(parts[2])))) {
      return new KubeClient(api).node(name);
    } catch (GeneralSecurityException e) {
      throw new IOException("the kubelet's certificate cannot be used: " + e.getMessage(), e);
    }
  }
}
