package dev.k3form.provider.k3s;

import dev.k3form.spi.ProviderException;
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
    boolean any = false;
    for (ServerRegistry.Seen server : session.servers().all(cluster)) {
      any = true;
      Optional<T> done =
          session
              .hosts()
              .on(
                  server.host(),
                  host -> {
                    Optional<LiveServer> live = LiveServer.on(host).filter(LiveServer::isReady);
                    return live.isPresent() ? Optional.of(work.by(live.get())) : Optional.empty();
                  });
      if (done.isPresent()) {
        return done;
      }
    }
    if (any) {
      throw ProviderException.transientFailure(
          "no server of cluster " + cluster + " is ready",
          new IllegalStateException("none answers /readyz with 200"));
    }
    return Optional.empty();
  }
}
