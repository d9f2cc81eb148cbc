package dev.k3form.provider.k3s;

import dev.k3form.hosts.Host;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How a server enters its cluster.
 *
 * <p>It joins whenever another server answers; it founds only if no other was ever seen, so that
 * there is never a second cluster of the same servers. What a join that was cut off has left (a
 * member of etcd without a Node, data on the machine) is removed first.
 */
final class Entry {
  private static final int PORT = 6443;

  private final Server server;
  private final ClusterJoin cluster;
  private final Host host;
  private final Machine machine;
  private final K3sSession session;

  Entry(Server server, Host host, Machine machine, K3sSession session) {
    this.server = server;
    this.cluster = server.cluster();
    this.host = host;
    this.machine = machine;
    this.session = session;
  }

  /** Prepares the machine and returns the content of the entry file, if the datastore needs one. */
  Optional<String> prepare(OperationContext context) throws ProviderException {
    if (!cluster.hasEtcd()) {
      checkName(context);
      return Optional.empty();
    }
    context.progress("looking for the servers of " + cluster.name());
    Optional<String> member = member();
    if (member.isPresent()) {
      if (checkName(context)) {
        removeRemains(context);
      }
      return Optional.of(NodeConfig.joining(member.get()));
    }
    refuseSecondCluster();
    return Optional.of(NodeConfig.founding());
  }

  private Optional<String> member() throws ProviderException {
    for (String address : cluster.servers()) {
      if (address.equals(server.address()) || address.equals(server.host().address())) {
        continue;
      }
      Optional<String> pem = Supervisor.authorities(host, address, PORT);
      if (pem.isPresent()) {
        Supervisor.check(
            host, address, PORT, pem.get(), cluster, session.servers().caHash(cluster.name()));
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private void refuseSecondCluster() throws ProviderException {
    List<ServerRegistry.Seen> others = session.servers().others(cluster.name(), server.name());
    String founder = session.servers().founder(cluster.name(), server.name());
    if (others.isEmpty() && founder.equals(server.name())) {
      return;
    }
    String other = others.isEmpty() ? founder : others.getFirst().name();
    throw new ProviderException(
        "no server of cluster "
            + cluster.name()
            + " answers, though "
            + other
            + " belongs to it: "
            + server.name()
            + " will not found a second cluster",
        "Bring " + other + " back first, and look whether this machine reaches its port 6443.");
  }

  /**
   * Refuses a name that another machine has.
   *
   * @return whether the name is free, so that anything that is left of it is a remainder
   */
  private boolean checkName(OperationContext context) throws ProviderException {
    for (ServerRegistry.Seen other : session.servers().others(cluster.name(), server.name())) {
      Optional<Boolean> free =
          session
              .hosts()
              .on(other.host(), through -> LiveServer.on(through).filter(LiveServer::isReady))
              .map(live -> isFree(live));
      if (free.isPresent()) {
        if (!free.get()) {
          return settle(other, context);
        }
        return true;
      }
    }
    return false;
  }

  private boolean isFree(LiveServer live) {
    try {
      return live.kube(k -> k.node(server.name())).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  /** A Node of the name is there: of this machine, or of another. */
  private boolean settle(ServerRegistry.Seen other, OperationContext context)
      throws ProviderException {
    return session
        .hosts()
        .on(
            other.host(),
            through -> {
              LiveServer live = LiveServer.on(through).orElseThrow();
              try {
                Optional<KubeClient.Node> node = live.kube(k -> k.node(server.name()));
                NodeState.refuseClash(node, server.name(), server.address());
                if (node.isPresent() && !machine.hasEtcdData()) {
                  Departure.forget(live, server.name(), context);
                  return true;
                }
                return node.isEmpty();
              } catch (IOException e) {
                throw Departure.failed("see whether the name is free", e);
              }
            });
  }

  private void removeRemains(OperationContext context) throws ProviderException {
    if (machine.hasEtcdData()) {
      context.progress("removing what is left of a join");
      machine.stop();
      machine.forgetMembership();
    }
    for (ServerRegistry.Seen other : session.servers().others(cluster.name(), server.name())) {
      boolean done =
          session
              .hosts()
              .on(
                  other.host(),
                  through -> {
                    Optional<LiveServer> live =
                        LiveServer.on(through).filter(LiveServer::isReady);
                    if (live.isPresent()) {
                      Departure.removeMembers(
                          live.get(), server.name(), server.address(), context);
                    }
                    return live.isPresent();
                  });
      if (done) {
        return;
      }
    }
  }
}
