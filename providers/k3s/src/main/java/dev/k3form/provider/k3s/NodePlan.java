package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.RecordBinder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What servers and agents will be, and what that disturbs. */
final class NodePlan {
  /** Settings that a cluster keeps from its first start on. */
  private static final List<String> FOUNDED =
      List.of(
          "cluster-cidr", "service-cidr", "cluster-dns", "cluster-domain", "secrets-encryption");

  private static final Set<String> ADDRESS_TAKERS = Set.of("kubeconfig");

  private NodePlan() {}

  static Planned server(PlanRequest<Server> request) {
    Planned planned = base(request, Server::cluster, s -> NodeConfig.server(s.withNodeIp()));
    Optional<Server> prior = prior(request, Server.class);
    if (prior.isEmpty() || isReplaced(planned)) {
      return planned;
    }
    Optional<Server> bound = request.bound();
    ClusterJoin before = prior.get().cluster();
    boolean sameAddress =
        bound.isPresent()
            && bound.get().cluster().apiAddress().equals(before.apiAddress())
            && bound.get().cluster().apiPort() == before.apiPort();
    if (!sameAddress || prior.get().kubeconfig() == null) {
      for (String attribute : ADDRESS_TAKERS) {
        planned = planned.with(attribute, new Value.Secret(unknown(request, attribute)));
      }
    }
    if (prior.get().kubeconfig() != null && prior.get().caCertificate() == null) {
      // Its record is of a time when this was not kept.
      planned = planned.with("ca_certificate", unknown(request, "ca_certificate"));
    }
    if (restarts(planned, request)
        || (bound.isPresent()
            && !Objects.equals(
                bound.get().cluster().datastorePostgres(), before.datastorePostgres()))) {
      planned =
          planned.disrupting(
              Effect.RESTART,
              "k3s on "
                  + prior.get().name()
                  + " is restarted; the API stays reachable through the other servers");
    }
    return planned;
  }

  static Planned agent(PlanRequest<Agent> request) {
    Planned planned = base(request, Agent::cluster, a -> NodeConfig.agent(a.withNodeIp()));
    Optional<Agent> prior = prior(request, Agent.class);
    return prior.isPresent() && !isReplaced(planned) && restarts(planned, request)
        ? planned.disrupting(
            Effect.RESTART, "k3s on " + prior.get().name() + " is restarted; its pods live on")
        : planned;
  }

  private static <R extends Record> Planned base(
      PlanRequest<R> request, Function<R, ClusterJoin> cluster, Function<R, String> content) {
    Planned standard = StandardPlan.of(request);
    Planned planned =
        HostArgument.plan(
            new Planned(standard.values(), standard.replaceBecause(), List.of()), request);
    Optional<R> bound = request.bound();
    Optional<R> prior = prior(request, request.model());
    if (bound.isPresent()
        && prior.isPresent()
        && isAnotherCluster(cluster.apply(prior.get()), cluster.apply(bound.get()))) {
      planned = planned.replacing(AttributePath.of("cluster"));
    }
    if (isReplaced(planned)) {
      planned = fresh(planned, request);
    }
    if (!request.view().isSet("node_ip")) {
      Value address =
          request.config().get("host").reveal() instanceof Value.Obj host
              ? host.get("address")
              : unknown(request, "node_ip");
      planned = planned.with("node_ip", address);
    }
    planned =
        planned
            .with("running", Values.TRUE)
            .with(
                "config_content",
                bound
                    .map(b -> (Value) Value.str(content.apply(b)))
                    .orElseGet(() -> unknown(request, "config_content")));
    boolean sameBinary =
        prior.isPresent()
            && bound.isPresent()
            && !isReplaced(planned)
            && cluster.apply(prior.get()).version().equals(cluster.apply(bound.get()).version())
            && request.prior().orElseThrow().get("binary_sha256") instanceof Value.Str(String hash)
            && !hash.isEmpty();
    return sameBinary ? planned : planned.with("binary_sha256", unknown(request, "binary_sha256"));
  }

  /** A replacement that the schema does not know of: what is computed is unknown again. */
  private static <R extends Record> Planned fresh(Planned planned, PlanRequest<R> request) {
    Planned anew =
        StandardPlan.of(
            new PlanRequest<>(
                request.schema(), request.model(), request.config(), Optional.empty()));
    return new Planned(anew.values(), planned.replaceBecause(), List.of());
  }

  private static boolean isAnotherCluster(ClusterJoin before, ClusterJoin after) {
    return !before.name().equals(after.name())
        || !before.datastore().equals(after.datastore())
        || !before.token().equals(after.token())
        || FOUNDED.stream()
            .anyMatch(
                key -> !Objects.equals(before.settings().get(key), after.settings().get(key)));
  }

  private static boolean restarts(Planned planned, PlanRequest<?> request) {
    Value.Obj prior = request.prior().orElseThrow();
    return List.of("config_content", "binary_sha256", "running").stream()
        .anyMatch(name -> !planned.values().get(name).equals(prior.get(name)));
  }

  private static boolean isReplaced(Planned planned) {
    return !planned.replaceBecause().isEmpty();
  }

  private static <R extends Record> Optional<R> prior(PlanRequest<R> request, Class<R> model) {
    return request.prior().map(values -> RecordBinder.bind(values, model));
  }

  private static Value unknown(PlanRequest<?> request, String attribute) {
    return Value.Unknown.of(
        Objects.requireNonNull(request.schema().block().attributes().get(attribute)).type());
  }
}
