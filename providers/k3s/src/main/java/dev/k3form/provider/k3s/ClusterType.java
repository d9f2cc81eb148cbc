package dev.k3form.provider.k3s;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.SecretString;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Manages what the servers of a cluster share: state alone, no machine. */
final class ClusterType implements ResourceType<Cluster, K3sSession> {
  private final SecureRandom random = new SecureRandom();

  @Override
  public Class<Cluster> model() {
    return Cluster.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    ClusterRules.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<Cluster> request) {
    Planned standard = StandardPlan.of(request);
    // A change here disturbs nobody: the servers' own plans say what it does to them.
    Planned planned = new Planned(standard.values(), standard.replaceBecause(), List.of());
    Value servers = request.config().get("servers").reveal();
    if (!request.view().isSet("api_address")
        && servers instanceof Value.ListOf list
        && !list.items().isEmpty()) {
      planned = planned.with("api_address", list.items().getFirst());
    }
    return planned.with("join", join(planned.values(), request));
  }

  /** The join is known as far as it can be: all but a token that is still to be made. */
  private static Value join(Value.Obj planned, PlanRequest<Cluster> request) {
    Value token = planned.get("token");
    Value datastore = planned.get("datastore_postgres");
    Value.Obj known = planned;
    if (!Values.isWhollyKnown(token)) {
      known = known.with("token", new Value.Secret(Value.str("-")));
    }
    if (!Values.isWhollyKnown(datastore)) {
      known = known.with("datastore_postgres", Values.NULL);
    }
    known = known.with("join", Values.NULL);
    if (!known.fields().values().stream().allMatch(Values::isWhollyKnown)) {
      return Value.Unknown.of(
          Objects.requireNonNull(request.schema().block().attributes().get("join")).type());
    }
    Value.Obj join = RecordBinder.unbind(RecordBinder.bind(known, Cluster.class).joined());
    if (!Values.isWhollyKnown(token)) {
      join = join.with("token", token);
    }
    return Values.isWhollyKnown(datastore) ? join : join.with("datastore_postgres", datastore);
  }

  @Override
  public Optional<Cluster> read(Cluster prior, K3sSession session, OperationContext context) {
    return Optional.of(prior);
  }

  @Override
  public Cluster create(Cluster planned, K3sSession session, ApplyContext context) {
    SecretString token = planned.token();
    return planned.withToken(token == null ? Token.make(random) : token);
  }

  @Override
  public Cluster update(Cluster prior, Cluster planned, K3sSession session, ApplyContext context) {
    SecretString token = planned.token() == null ? prior.token() : planned.token();
    return planned.withToken(token == null ? Token.make(random) : token);
  }

  @Override
  public void delete(Cluster prior, K3sSession session, ApplyContext context) {
    // Nothing outside the state stands for a cluster: its servers went before it.
    context.progress("forgetting " + prior.name());
  }

  @Override
  public Recovery<Cluster> recover(
      Cluster planned, Notes notes, K3sSession session, OperationContext context) {
    // Nobody can have taken a token that was not recorded.
    return new Recovery.Absent<>();
  }

  @Override
  public Optional<String> host(ConfigView config) {
    return Optional.empty();
  }
}
