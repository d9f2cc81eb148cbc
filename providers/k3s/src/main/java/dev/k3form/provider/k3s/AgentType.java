package dev.k3form.provider.k3s;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.TransactionResult;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.SecretString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Manages agents. */
final class AgentType implements ResourceType<Agent, K3sSession> {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration PREFLIGHT = Duration.ofSeconds(15);
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(700);

  @Override
  public Class<Agent> model() {
    return Agent.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    NodeRules.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<Agent> request) {
    return NodePlan.agent(request);
  }

  @Override
  public Optional<Agent> read(Agent prior, K3sSession session, OperationContext context)
      throws ProviderException {
    return session.hosts().on(prior.host(), host -> observe(prior, host));
  }

  private static Optional<Agent> observe(Agent prior, Host host) {
    return NodeState.on(host, Paths.AGENT_UNIT, NodeFiles.AGENT_TRANSACTION)
        .map(state -> state.of(prior, () -> new OwnNode(host, prior.cluster()).read(prior.name())));
  }

  @Override
  public Recovery<Agent> recover(
      Agent planned, Notes notes, K3sSession session, OperationContext context)
      throws ProviderException {
    Agent agent = planned.withNodeIp();
    return NodeState.recover(agent, session, host -> observe(agent, host));
  }

  @Override
  public Agent create(Agent planned, K3sSession session, ApplyContext context)
      throws ProviderException {
    Agent agent = planned.withNodeIp();
    return session
        .hosts()
        .onFresh(
            agent.host(),
            host -> {
              Machine machine = new Machine(host, Paths.AGENT_UNIT);
              machine.refuseForeign();
              return converge(agent, Map.of(), true, host, machine, session, context);
            });
  }

  @Override
  public Agent update(Agent prior, Agent planned, K3sSession session, ApplyContext context)
      throws ProviderException {
    Agent agent = planned.withNodeIp();
    return session
        .hosts()
        .on(
            agent.host(),
            host ->
                converge(
                    agent,
                    prior.labels(),
                    !Boolean.TRUE.equals(prior.running()),
                    host,
                    new Machine(host, Paths.AGENT_UNIT),
                    session,
                    context));
  }

  private static Agent converge(
      Agent agent,
      Map<String, String> labelsBefore,
      boolean start,
      Host host,
      Machine machine,
      K3sSession session,
      ApplyContext context)
      throws ProviderException {
    String hash = preflight(agent, host, session, context);
    if (start) {
      settleName(agent, host, session, context);
    }
    boolean binary = machine.install(session.releases(), agent.cluster().version(), context);
    String config = NodeConfig.agent(agent);
    SecretString token = Token.full(hash, "node", agent.cluster().token());
    TransactionResult files = host.apply(NodeFiles.agent(agent, config, token));
    if (start) {
      context.checkpoint(agent.observed(agent.labels(), agent.taints(), config, "", false));
    }
    if (start || binary || files.filesChanged()) {
      context.progress("starting k3s");
      try {
        machine.start(START, context);
      } catch (ProviderException e) {
        if (start && e.kind() == ProviderException.Kind.PERMANENT) {
          machine.stop();
        }
        throw e;
      }
    }
    awaitReady(agent, host, context);
    reconcile(agent, labelsBefore, session);
    Agent made =
        agent.observed(
            agent.labels(), agent.taints(), config, machine.binaryHash().orElse(""), true);
    return made.leavesThrough() != null
        ? made
        : made.leavingThrough(
            session.servers().all(agent.cluster().name()).stream()
                .map(ServerRegistry.Seen::host)
                .toList());
  }

  /** Makes sure that the cluster answers at its address and takes the token. */
  private static String preflight(
      Agent agent, Host host, K3sSession session, OperationContext context)
      throws ProviderException {
    ClusterJoin cluster = agent.cluster();
    context.progress("asking for the cluster at " + cluster.apiAddress());
    long begun = System.nanoTime();
    while (true) {
      Optional<String> pem = Supervisor.authorities(host, cluster.apiAddress(), cluster.apiPort());
      if (pem.isPresent()) {
        return Supervisor.check(
            host,
            cluster.apiAddress(),
            cluster.apiPort(),
            pem.get(),
            cluster,
            session.servers().caHash(cluster.name()));
      }
      if (System.nanoTime() - begun > PREFLIGHT.toNanos()) {
        throw new ProviderException(
                "no K3s answers at https://"
                    + cluster.apiAddress()
                    + ":"
                    + cluster.apiPort()
                    + " as "
                    + host.spec().address()
                    + " sees it",
                "The port is closed or the address is wrong: look at `api_address`, the load"
                    + " balancer there and the servers behind it.")
            .blame("cluster");
      }
      context.pause(POLL);
    }
  }

  /**
   * Refuses a name that another machine has. What the machine itself had before it was rebuilt is
   * removed, with the password that it does not know any more.
   */
  private static void settleName(
      Agent agent, Host host, K3sSession session, OperationContext context)
      throws ProviderException {
    boolean knowsPassword = host.exec(Command.of("test", "-e", Paths.NODE_PASSWORD)).succeeded();
    ServerAccess.through(
        session,
        agent.cluster().name(),
        live -> {
          try {
            Optional<KubeClient.Node> node = live.kube(k -> k.node(agent.name()));
            NodeState.refuseClash(node, agent.name(), agent.address());
            if (node.isPresent() && !knowsPassword) {
              Departure.forget(live, agent.name(), context);
            }
            return node.isPresent();
          } catch (IOException e) {
            throw Departure.failed("see whether the name is free", e);
          }
        });
  }

  private static void awaitReady(Agent agent, Host host, OperationContext context)
      throws ProviderException {
    OwnNode own = new OwnNode(host, agent.cluster());
    long begun = System.nanoTime();
    while (!isReady(own, agent)) {
      if (System.nanoTime() - begun > READY.toNanos()) {
        throw new ProviderException(
            ProviderException.Kind.TRANSIENT,
            "node " + agent.name() + " is not Ready after " + READY.toMinutes() + " minutes",
            null,
            "",
            List.of("Look at `kubectl describe node " + agent.name() + "`."));
      }
      context.progress("waiting for node " + agent.name() + " to be Ready");
      context.pause(POLL);
    }
  }

  private static boolean isReady(OwnNode own, Agent agent) {
    try {
      return own.read(agent.name()).filter(KubeClient.Node::ready).isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  private static void reconcile(Agent agent, Map<String, String> labelsBefore, K3sSession session)
      throws ProviderException {
    ServerAccess.through(
        session,
        agent.cluster().name(),
        live -> {
          try {
            NodeState.reconcile(live, agent.name(), labelsBefore, agent.labels(), agent.taints());
            return true;
          } catch (IOException e) {
            throw Departure.failed("look after node " + agent.name(), e);
          }
        });
  }

  @Override
  public void delete(Agent prior, K3sSession session, ApplyContext context)
      throws ProviderException {
    boolean left =
        ServerAccess.through(
                session,
                prior.cluster().name(),
                Objects.requireNonNullElse(prior.leavesThrough(), List.of()),
                live -> {
                  Departure.leave(live, prior.name(), prior.withNodeIp().address(), context);
                  return true;
                })
            .isPresent();
    session
        .hosts()
        .on(
            prior.host(),
            host -> {
              if (!left) {
                refuseToVanish(prior, host, session);
              }
              context.progress("removing k3s");
              new Machine(host, Paths.AGENT_UNIT).remove();
              return host;
            });
  }

  /** A node whose machine goes without a word stays in the cluster for ever. */
  private static void refuseToVanish(Agent agent, Host host, K3sSession session)
      throws ProviderException {
    ClusterJoin cluster = agent.cluster();
    if (!session.servers().knows(cluster.name())
        && Supervisor.authorities(host, cluster.apiAddress(), cluster.apiPort()).isPresent()) {
      throw new ProviderException(
          agent.name()
              + " cannot leave cluster "
              + cluster.name()
              + ": none of its servers was looked at in this run",
          "Run it without -refresh=false.");
    }
  }
}
