package dev.k3form.provider.k3s;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How a server leaves its cluster: drained, its Node deleted, its member of etcd gone; never if the
 * rest would be no majority.
 *
 * <p>It leaves through another server. Where none was seen in this run it leaves through itself:
 * k3s takes the member out of etcd with the Node, and stops etcd there.
 */
final class Leaving {
  private final Server server;
  private final String cluster;
  private final String address;
  private final K3sSession session;

  Leaving(Server server, K3sSession session) {
    this.server = server;
    this.cluster = server.cluster().name();
    this.address = server.withNodeIp().address();
    this.session = session;
  }

  void leave(OperationContext context) throws ProviderException {
    List<ServerRegistry.Seen> others =
        session.servers().others(cluster, server.name()).stream()
            .filter(ServerRegistry.Seen::entered)
            .toList();
    if (others.isEmpty()) {
      leaveAlone(context);
      return;
    }
    for (ServerRegistry.Seen other : others) {
      if (through(other, context)) {
        return;
      }
    }
    throw new ProviderException(
        "no other server of cluster "
            + cluster
            + " is ready, so "
            + server.name()
            + " cannot leave it",
        "Bring another server back first: `k3form plan` shows which do not run.");
  }

  private boolean through(ServerRegistry.Seen other, OperationContext context)
      throws ProviderException {
    return session
        .hosts()
        .on(
            other.host(),
            host -> {
              Optional<LiveServer> live = LiveServer.on(host).filter(LiveServer::isReady);
              if (live.isEmpty()) {
                return false;
              }
              Quorum.check(live.get(), server);
              Departure.leave(live.get(), server.name(), address, context);
              Departure.awaitMemberGone(live.get(), server.name(), address, context);
              return true;
            });
  }

  /** Leaves through itself, unless nobody is left to leave. */
  private void leaveAlone(OperationContext context) throws ProviderException {
    boolean last =
        session
            .hosts()
            .on(
                server.host(),
                host -> {
                  Optional<LiveServer> live = LiveServer.on(host).filter(LiveServer::isReady);
                  if (live.isEmpty()) {
                    return !session.servers().all(cluster).isEmpty();
                  }
                  if (othersOf(live.get())) {
                    Quorum.check(live.get(), server);
                    Departure.leave(live.get(), server.name(), address, context);
                    Departure.awaitOwnEtcdGone(live.get(), server.name(), address, context);
                  }
                  return true;
                });
    if (!last) {
      throw new ProviderException(
          server.name()
              + " is not ready, and no other server of cluster "
              + cluster
              + " was looked at, through which it could leave",
          "Run it without -refresh=false.");
    }
  }

  private boolean othersOf(LiveServer live) throws ProviderException {
    try {
      return live.kube(KubeClient::nodes).stream()
          .anyMatch(n -> n.controlPlane() && !n.name().equals(server.name()));
    } catch (IOException e) {
      throw Departure.failed("see who else is in cluster " + cluster, e);
    }
  }
}
