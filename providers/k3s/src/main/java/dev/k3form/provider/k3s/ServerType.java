package dev.k3form.provider.k3s;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.TransactionResult;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Manages servers. */
final class ServerType implements ResourceType<Server, K3sSession> {
  private static final Duration START = Duration.ofMinutes(4);

  @Override
  public Class<Server> model() {
    return Server.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    NodeRules.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<Server> request) {
    return NodePlan.server(request);
  }

  @Override
  public Optional<RolloutGroup> rolloutGroup(ConfigView config) {
    String cluster =
        config.values().get("cluster").reveal() instanceof Value.Obj join
                && join.get("name").reveal() instanceof Value.Str(String name)
            ? name
            : "";
    return Optional.of(new RolloutGroup("k3s_server/" + cluster, 1));
  }

  @Override
  public Optional<Server> read(Server prior, K3sSession session, OperationContext context)
      throws ProviderException {
    return session.hosts().on(prior.host(), host -> observe(prior, host, session));
  }

  private static Optional<Server> observe(Server prior, Host host, K3sSession session) {
    Optional<NodeState> found = NodeState.on(host, Paths.SERVER_UNIT, NodeFiles.SERVER_TRANSACTION);
    found.ifPresent(
        state ->
            session
                .servers()
                .add(
                    prior.cluster().name(),
                    new ServerRegistry.Seen(
                        prior.name(), prior.host(), prior.caHash(), !state.entering())));
    return found.map(state -> state.of(prior, () -> ownNode(prior, host)));
  }

  private static Optional<KubeClient.Node> ownNode(Server server, Host host) throws IOException {
    Optional<LiveServer> live = LiveServer.on(host);
    return live.isPresent() ? live.get().kube(k -> k.node(server.name())) : Optional.empty();
  }

  @Override
  public Recovery<Server> recover(
      Server planned, Notes notes, K3sSession session, OperationContext context)
      throws ProviderException {
    Server server = planned.withNodeIp();
    return NodeState.recover(server, session, host -> observe(server, host, session));
  }

  @Override
  public Server create(Server planned, K3sSession session, ApplyContext context)
      throws ProviderException {
    Server server = planned.withNodeIp();
    return session
        .hosts()
        .onFresh(
            server.host(),
            host -> {
              Machine machine = new Machine(host, Paths.SERVER_UNIT);
              machine.refuseForeign();
              // The upload of one server need not wait for another's join.
              boolean binary =
                  machine.install(session.releases(), server.cluster().version(), context);
              ReentrantLock membership = session.servers().membership(server.cluster().name());
              membership.lock();
              try {
                return enter(server, binary, host, machine, session, context);
              } finally {
                membership.unlock();
              }
            });
  }

  private static Server enter(
      Server server,
      boolean newBinary,
      Host host,
      Machine machine,
      K3sSession session,
      ApplyContext context)
      throws ProviderException {
    Entry joining = new Entry(server, host, machine, session);
    Optional<String> entry = joining.prepare(context);
    String config = NodeConfig.server(server);
    TransactionResult files = host.apply(NodeFiles.server(server, config, entry));
    context.checkpoint(server.observed(server.labels(), server.taints(), config, "", false));
    context.progress("starting k3s");
    try {
      if (newBinary || files.filesChanged()) {
        machine.start(START, context);
      } else {
        machine.resume(START, context);
      }
    } catch (StartFailure e) {
      if (entry.isEmpty() || !e.diagnosis().isLeftMember()) {
        machine.stop();
        throw e;
      }
      context.progress("joining anew: " + e.diagnosis().sentence());
      joining.restart(context);
      machine.start(START, context);
    }
    LiveServer live = Readiness.await(host, server, context);
    live = Readiness.mendNames(host, machine, live, server, context);
    if (entry.isPresent()) {
      host.apply(NodeFiles.entered());
    }
    return finish(server, config, host, live, machine, session);
  }

  private static Server finish(
      Server server, String config, Host host, LiveServer live, Machine machine, K3sSession session)
      throws ProviderException {
    try {
      NodeState.reconcile(live, server.name(), Map.of(), server.labels(), server.taints());
      String hash = live.caHash();
      session
          .servers()
          .add(
              server.cluster().name(),
              new ServerRegistry.Seen(server.name(), server.host(), hash, true));
      return server.finished(
          config,
          machine.binaryHash().orElse(""),
          hash,
          live.credentials().authority(),
          server.kubeconfig() != null
              ? server.kubeconfig()
              : live.credentials()
                  .kubeconfig(
                      server.cluster().name(),
                      server.cluster().apiAddress(),
                      server.cluster().apiPort()));
    } catch (IOException e) {
      throw Departure.failed("finish " + server.name() + " on " + host.spec().address(), e);
    }
  }

  @Override
  public Server update(Server prior, Server planned, K3sSession session, ApplyContext context)
      throws ProviderException {
    Server server = planned.withNodeIp();
    if (prior.kubeconfig() == null
        || session
            .hosts()
            .on(server.host(), host -> new Machine(host, Paths.SERVER_UNIT).isEntering())) {
      return create(planned, session, context);
    }
    return session
        .hosts()
        .on(
            server.host(),
            host -> {
              Machine machine = new Machine(host, Paths.SERVER_UNIT);
              boolean binary =
                  machine.install(session.releases(), server.cluster().version(), context);
              String config = NodeConfig.server(server);
              TransactionResult files =
                  host.apply(NodeFiles.server(server, config, Optional.empty()));
              boolean stopped = !Boolean.TRUE.equals(prior.running());
              if (binary || stopped || files.filesChanged()) {
                context.progress("restarting k3s");
                machine.start(START, context);
              }
              LiveServer live = Readiness.await(host, server, context);
              live = Readiness.mendNames(host, machine, live, server, context);
              try {
                NodeState.reconcile(
                    live, server.name(), prior.labels(), server.labels(), server.taints());
              } catch (IOException e) {
                throw Departure.failed("change the labels of " + server.name(), e);
              }
              return finish(server, config, host, live, machine, session);
            });
  }

  @Override
  public void gate(Server applied, K3sSession session, OperationContext context)
      throws ProviderException {
    session
        .hosts()
        .on(
            applied.host(),
            host -> {
              LiveServer live = Readiness.await(host, applied, context);
              Readiness.awaitNames(live, applied, context);
              return live;
            });
  }

  @Override
  public void delete(Server prior, K3sSession session, ApplyContext context)
      throws ProviderException {
    String cluster = prior.cluster().name();
    ReentrantLock membership = session.servers().membership(cluster);
    membership.lock();
    try {
      new Leaving(prior, session).leave(context);
      session
          .hosts()
          .on(
              prior.host(),
              host -> {
                context.progress("removing k3s");
                new Machine(host, Paths.SERVER_UNIT).remove();
                return host;
              });
      session.servers().remove(cluster, prior.name());
    } finally {
      membership.unlock();
    }
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(20);
  }
}
