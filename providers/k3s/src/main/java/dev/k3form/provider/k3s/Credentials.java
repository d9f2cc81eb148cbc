package dev.k3form.provider.k3s;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Result;
import dev.k3form.spi.schema.SecretString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates with which a server is looked after, as they lie on it.
 *
 * @param authority the CA of the API's certificate
 * @param admin the administrator's certificate
 * @param etcd those of etcd, if the server has one
 */
record Credentials(String authority, Pair admin, @Nullable Etcd etcd) {
  /** A certificate and its key. */
  record Pair(String certificate, SecretString key) {}

  /** etcd's CA and the client certificate for it. */
  record Etcd(String authority, Pair client) {}

  private static final String MARK = "=====k3form=====";
  private static final String READ =
      """
      cd %s/server/tls 2>/dev/null || exit 3
      for f in server-ca.crt client-admin.crt client-admin.key \
          etcd/server-ca.crt etcd/client.crt etcd/client.key; do
        [ ! -s "$f" ] || cat "$f"
        echo '%s'
      done
      """
          .formatted(Paths.DATA, MARK);

  /** Reads them; empty as long as the server has not made them. */
  static Optional<Credentials> read(Host host) {
    Result result = host.exec(Command.script("read the server's certificates", READ).keptSecret());
    if (!result.succeeded()) {
      return Optional.empty();
    }
    String[] parts = result.stdout().split(MARK + "\n", -1);
    if (parts.length < 6 || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
      return Optional.empty();
    }
    boolean hasEtcd = !parts[3].isBlank() && !parts[4].isBlank() && !parts[5].isBlank();
    return Optional.of(
        new Credentials(
            parts[0],
            new Pair(parts[1], new SecretString(parts[2])),
            hasEtcd ? new Etcd(parts[3], new Pair(parts[4], new SecretString(parts[5]))) : null));
  }

  /**
   * Returns a kubeconfig of the administrator for an address of the API, named after the cluster.
   */
  SecretString kubeconfig(String cluster, String address, int port) {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return new SecretString(
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: "%1$s"
          cluster:
            server: https://%2$s:%3$d
            certificate-authority-data: %4$s
        users:
        - name: "%1$s-admin"
          user:
            client-certificate-data: %5$s
            client-key-data: %6$s
        contexts:
        - name: "%1$s"
          context:
            cluster: "%1$s"
            user: "%1$s-admin"
        current-context: "%1$s"
        """
            .formatted(
                cluster,
                host,
                port,
                base64(authority),
                base64(admin.certificate()),
                base64(admin.key().reveal())));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
