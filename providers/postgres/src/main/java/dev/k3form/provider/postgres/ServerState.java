package dev.k3form.provider.postgres;

import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Result;
import dev.k3form.hosts.Transaction;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is on a machine of a server that is managed: its files, its unit, what it runs with. */
final class ServerState {
  private ServerState() {}

  /** Reads a server again in one round trip; empty if neither of its files is there. */
  static Optional<Server> read(Server prior, Host host) {
    Optional<Cluster> found =
        prior.version() == null ? Cluster.find(host) : Optional.of(new Cluster(prior.version()));
    return found.flatMap(cluster -> read(prior, cluster, host));
  }

  private static Optional<Server> read(Server prior, Cluster cluster, Host host) {
    String marker = Transaction.pendingMarker(ServerFiles.NAME);
    String names = String.join(",", ConfigFiles.parameters(prior, cluster.directory()).keySet());
    String[] manager = ServerScript.argv("manager", cluster, Manager.ROLE);
    String[] overridden = ServerScript.argv("overridden", cluster, names);
    Observation seen =
        host.inspect(
            Inspection.none()
                .content(cluster.config(), ServerFiles.LARGEST)
                .content(cluster.hba(), ServerFiles.LARGEST)
                .content(cluster.certificate(), ServerFiles.LARGEST)
                .content(cluster.authority(), ServerFiles.LARGEST)
                .path(cluster.key())
                .path(marker)
                .unit(cluster.unit())
                .command(manager)
                .command(overridden));
    String config = text(seen, cluster.config());
    String hba = text(seen, cluster.hba());
    if (config == null && (hba == null || !ConfigFiles.isOurs(hba))) {
      return Optional.empty();
    }
    Server read =
        prior.found(
            cluster.version(),
            config == null ? "" : config,
            hba,
            seen.unit(cluster.unit()).isActive() && !seen.path(marker).exists(),
            words(seen.command(overridden)),
            ssl(prior.ssl(), seen, cluster));
    boolean locked = isLockedOut(prior.connection(), seen.command(manager));
    return Optional.of(locked ? read.connectedBy(null) : read);
  }

  /** A server that runs and has another verifier than our password's does not let us in. */
  private static boolean isLockedOut(@Nullable ServerConnection connection, Result answer) {
    String stored = answer.stdout().strip();
    return connection != null
        && !stored.isEmpty()
        && !ScramVerifier.matches(stored, connection.password());
  }

  private static List<String> words(Result answer) {
    return answer.stdout().lines().filter(line -> !line.isBlank()).toList();
  }

  private static @Nullable Ssl ssl(@Nullable Ssl prior, Observation seen, Cluster cluster) {
    if (prior == null) {
      return null;
    }
    boolean sameKey =
        seen.path(cluster.key()) instanceof PathState.RegularFile f
            && f.sha256().equals(Content.of(prior.privateKeyPem().reveal()).sha256());
    return new Ssl(
        Objects.requireNonNullElse(text(seen, cluster.certificate()), ""),
        sameKey ? prior.privateKeyPem() : new SecretString(""),
        prior.caCertificatePem() == null ? null : text(seen, cluster.authority()),
        prior.minProtocol());
  }

  private static @Nullable String text(Observation seen, String path) {
    return seen.path(path) instanceof PathState.RegularFile f
        ? f.content().map(Content::utf8).orElse(null)
        : null;
  }
}
