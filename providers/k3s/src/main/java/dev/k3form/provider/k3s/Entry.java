package dev.k3form.provider.k3s;

import dev.k3form.hosts.Host;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How a server enters its cluster.
 *
 * <p>It joins whenever another server answers; it founds only if no other was ever seen, so that
 * there is never a second cluster of the same servers. A join that was cut off goes on with its
 * data; where these are lost or of no use, what is left of it (a member of etcd without a Node) is
 * removed first.
 */
final class Entry {
  private static final int PORT = 6443;
  private static final Duration FOUNDING = Duration.ofMinutes(2);

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
      // With its own data it goes on where it was cut off: a voter that is wiped while there are
      // only two would take the quorum with it.
      if (checkName(context) && !machine.hasEtcdData()) {
        removeRemains(context);
      }
      return Optional.of(NodeConfig.joining(member.get()));
    }
    Optional<String> founder = wokenFounder(context);
    if (founder.isPresent()) {
      return Optional.of(NodeConfig.joining(founder.get()));
    }
    refuseSecondCluster();
    if (Token.hash(cluster.token()).isPresent() && !machine.hasEtcdData()) {
      throw new ProviderException(
              "the token carries the hash of a CA, and no server of cluster "
                  + cluster.name()
                  + " is there that could have it",
              "A cluster is founded with the password alone: leave out K10…::server: in front.")
          .blame("cluster");
    }
    return Optional.of(NodeConfig.founding());
  }

  /** Removes what was left of a join that cannot go on, and what stands for it in the cluster. */
  void restart(OperationContext context) throws ProviderException {
    checkName(context);
    machine.stop();
    removeRemains(context);
    machine.forgetMembership();
  }

  /** Asks all of them at once: a machine that is not there yet answers late or never. */
  private Optional<String> member() throws ProviderException {
    List<String> others =
        cluster.servers().stream()
            .filter(a -> !a.equals(server.address()) && !a.equals(server.host().address()))
            .toList();
    Map<String, String> answers = new ConcurrentHashMap<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String address : others) {
        asking.execute(
            () ->
                Supervisor.authorities(host, address, PORT)
                    .ifPresent(pem -> answers.put(address, pem)));
      }
    }
    for (String address : others) {
      String pem = answers.get(address);
      if (pem != null) {
        Supervisor.check(
            host, address, PORT, pem, cluster, session.servers().caHash(cluster.name()));
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** A server that was cut off while it founded has the cluster's data: it goes on first. */
  private Optional<String> wokenFounder(OperationContext context) throws ProviderException {
    for (ServerRegistry.Seen other : session.servers().others(cluster.name(), server.name())) {
      if (other.entered()) {
        continue;
      }
      boolean woken =
          session
              .hosts()
              .on(
                  other.host(),
                  there -> {
                    Machine founder = new Machine(there, Paths.SERVER_UNIT);
                    if (!founder.hasEtcdData()) {
                      return false;
                    }
                    context.progress("waiting for " + other.name() + ", which founds the cluster");
                    founder.resume(FOUNDING, context);
                    return true;
                  });
      Optional<String> member = woken ? member() : Optional.empty();
      if (member.isPresent()) {
        return member;
      }
    }
    return Optional.empty();
  }

  private void refuseSecondCluster() throws ProviderException {
    List<ServerRegistry.Seen> others =
        session.servers().others(cluster.name(), server.name()).stream()
            .filter(ServerRegistry.Seen::entered)
            .toList();
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

  /** Removes a member of etcd that has this server's name or address and no Node. */
  private void removeRemains(OperationContext context) throws ProviderException {
    for (ServerRegistry.Seen other : session.servers().others(cluster.name(), server.name())) {
      boolean done =
          session
              .hosts()
              .on(
                  other.host(),
                  through -> {
                    Optional<LiveServer> live = LiveServer.on(through).filter(LiveServer::isReady);
                    if (live.isPresent()) {
                      Departure.removeMembers(live.get(), server.name(), server.address(), context);
                    }
                    return live.isPresent();
                  });
      if (done) {
        return;
      }
    }
  }
}
