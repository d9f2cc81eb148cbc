package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.ProviderException;
import java.util.List;
import java.util.Optional;

/** Looks after nodes by way of whichever server of their cluster is ready. */
final class ServerAccess {
  private ServerAccess() {}

  /** Something done by way of a server. */
  @FunctionalInterface
  interface Work<T> {
    T by(LiveServer live) throws ProviderException;
  }

  /**
   * Does it; empty if no server of the cluster was seen in this run.
   *
   * @throws ProviderException if servers were seen and none of them is ready
   */
  static <T> Optional<T> through(K3sSession session, String cluster, Work<T> work)
      throws ProviderException {
    return through(session, cluster, List.of(), work);
  }

  /**
   * Does it; where no server was seen in this run, through those that were known before. Empty if
   * none of either is there.
   *
   * @throws ProviderException if there are servers and none of them is ready
   */
  static <T> Optional<T> through(
      K3sSession session, String cluster, List<HostConnection> before, Work<T> work)
      throws ProviderException {
    List<HostConnection> servers =
        session.servers().knows(cluster)
            ? session.servers().all(cluster).stream().map(ServerRegistry.Seen::host).toList()
            : before;
    ProviderException unreachable = null;
    for (HostConnection server : servers) {
      try {
        Optional<T> done =
            session
                .hosts()
                .on(
                    server,
                    host -> {
                      Optional<LiveServer> live = LiveServer.on(host).filter(LiveServer::isReady);
                      return live.isPresent() ? Optional.of(work.by(live.get())) : Optional.empty();
                    });
        if (done.isPresent()) {
          return done;
        }
      } catch (ProviderException e) {
        if (!e.argument().equals("host")) {
          throw e;
        }
        unreachable = e;
      }
    }
    if (!servers.isEmpty()) {
      throw ProviderException.transientFailure(
          "no server of cluster " + cluster + " is ready",
          unreachable == null
              ? new IllegalStateException("none answers /readyz with 200")
              : unreachable);
    }
    return Optional.empty();
  }
}
