package dev.k3form.testkit.fake;

import dev.k3form.model.address.AttributePath;
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
import dev.k3form.spi.plan.StandardPlan;
import java.util.Optional;

/**
 * The resource {@code fake_thing}: made in two steps, like a machine that is cloned and then
 * configured.
 */
public final class ThingType implements ResourceType<Thing, FakeProvider.Session> {
  @Override
  public Class<Thing> model() {
    return Thing.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    config
        .number("size")
        .filter(n -> n < 0)
        .ifPresent(n -> problems.error("size", "a size cannot be negative", "use 0 or more"));
  }

  /** A rigid thing does not shrink. */
  @Override
  public Planned plan(PlanRequest<Thing> request) {
    Planned planned = StandardPlan.of(request);
    Optional<Long> before = request.prior().map(ConfigView::new).flatMap(p -> p.number("size"));
    Optional<Long> after = request.view().number("size");
    boolean rigid = request.view().string("mode").filter("rigid"::equals).isPresent();
    return rigid && before.isPresent() && after.isPresent() && after.get() < before.get()
        ? planned.refusing(
            AttributePath.of("size"), "a rigid thing cannot shrink", "keep size " + before.get())
        : planned;
  }

  @Override
  public Optional<Thing> read(Thing prior, FakeProvider.Session session, OperationContext context)
      throws ProviderException {
    return session
        .world()
        .call("read", prior.name(), () -> session.world().find(String.valueOf(prior.id())));
  }

  @Override
  public Thing create(Thing planned, FakeProvider.Session session, ApplyContext context)
      throws ProviderException {
    FakeWorld world = session.world();
    context.checkCancelled();
    Optional<String> noted = context.get("id");
    String id = noted.orElseGet(world::newId);
    if (noted.isEmpty()) {
      context.note("id", id);
    }
    String zone = planned.zone() == null ? "zone-1" : planned.zone();
    Thing thing = planned.with(id, zone);
    if (world.find(id).isEmpty()) {
      Thing bare = thing.withSize(-1);
      world.call("create", planned.name(), () -> world.put(bare, context.idempotencyKey()));
      context.checkpoint(bare);
    }
    context.progress("configuring " + planned.name());
    return world.call(
        "configure", planned.name(), () -> world.put(thing, context.idempotencyKey()));
  }

  @Override
  public Thing update(
      Thing prior, Thing planned, FakeProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
    String zone = planned.zone() == null ? "zone-1" : planned.zone();
    Thing thing = planned.with(String.valueOf(prior.id()), zone);
    FakeWorld world = session.world();
    if (world.find(String.valueOf(prior.id())).isEmpty()) {
      throw new ProviderException("there is no thing `" + prior.id() + "`", "Plan again.");
    }
    return world.call("update", planned.name(), () -> world.put(thing, context.idempotencyKey()));
  }

  @Override
  public void delete(Thing prior, FakeProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
    FakeWorld world = session.world();
    world.call(
        "delete",
        prior.name(),
        () -> {
          world.remove(String.valueOf(prior.id()));
          return prior;
        });
  }

  @Override
  public Optional<Thing> importState(
      String id, FakeProvider.Session session, OperationContext context) throws ProviderException {
    return session.world().call("import", id, () -> session.world().find(id));
  }

  @Override
  public Recovery<Thing> recover(
      Thing planned, Notes notes, FakeProvider.Session session, OperationContext context)
      throws ProviderException {
    Optional<String> id = notes.get("id");
    if (id.isEmpty()) {
      return new Recovery.Absent<>();
    }
    return session
        .world()
        .call("recover", planned.name(), () -> session.world().find(id.get()))
        .<Recovery<Thing>>map(Recovery.Found::new)
        .orElseGet(Recovery.Absent::new);
  }

  @Override
  public Optional<RolloutGroup> rolloutGroup(ConfigView config) {
    int limit = config.number("max_unavailable").map(Long::intValue).orElse(1);
    return config.string("group").map(name -> new RolloutGroup(name, limit));
  }

  @Override
  public void gate(Thing applied, FakeProvider.Session session, OperationContext context)
      throws ProviderException {
    session.world().call("gate", applied.name(), () -> applied);
  }
}
