package dev.k3form.testkit.fake;

import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.Takeover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resource {@code fake_crate}, whose objects are things: it takes over those that are recorded
 * as {@code fake_thing}, unless they have a mode, and as {@code legacy_box}, a type that no
 * provider has any more.
 */
public final class CrateType implements ResourceType<Crate, FakeProvider.Session> {
  private final ThingType things = new ThingType();

  @Override
  public Class<Crate> model() {
    return Crate.class;
  }

  @Override
  public List<Takeover<Crate>> takeovers() {
    return List.of(
        Takeover.of(things, CrateType::taken),
        new Takeover<>("legacy_box", (_, recorded) -> box(new ConfigView(recorded))));
  }

  private static Crate box(ConfigView box) throws ProviderException {
    String title = box.string("title").orElse("");
    String id = box.string("id").orElse("");
    if (title.isEmpty() || id.isEmpty()) {
      throw new ProviderException("the box has no title");
    }
    return new Crate(title, 1, null, null, id);
  }

  private static Crate taken(Thing thing) throws ProviderException {
    if (thing.mode() != null) {
      throw new ProviderException(
          "a crate has no mode, and `" + thing.name() + "` has", "take the argument `mode` away");
    }
    return crate(thing);
  }

  private static Crate crate(Thing thing) {
    return new Crate(thing.name(), thing.size(), thing.password(), thing.zone(), thing.id());
  }

  private static Thing thing(Crate crate, @Nullable String id) {
    return new Thing(
        crate.label(),
        crate.capacity(),
        null,
        null,
        Map.of(),
        null,
        crate.seal(),
        null,
        1,
        crate.note(),
        id,
        null);
  }

  @Override
  public Optional<Crate> read(Crate prior, FakeProvider.Session session, OperationContext context)
      throws ProviderException {
    return things.read(thing(prior, prior.id()), session, context).map(CrateType::crate);
  }

  @Override
  public Crate create(Crate planned, FakeProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
    FakeWorld world = session.world();
    String id = context.get("id").orElseGet(world::newId);
    if (context.get("id").isEmpty()) {
      context.note("id", id);
    }
    Thing made = thing(planned, id);
    return crate(
        world.call("create", planned.label(), () -> world.put(made, context.idempotencyKey())));
  }

  @Override
  public Crate update(
      Crate prior, Crate planned, FakeProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
    FakeWorld world = session.world();
    Thing made = thing(planned, prior.id());
    return crate(
        world.call("update", planned.label(), () -> world.put(made, context.idempotencyKey())));
  }

  @Override
  public void delete(Crate prior, FakeProvider.Session session, ApplyContext context)
      throws ProviderException {
    things.delete(thing(prior, prior.id()), session, context);
  }

  @Override
  public Recovery<Crate> recover(
      Crate planned, Notes notes, FakeProvider.Session session, OperationContext context)
      throws ProviderException {
    return notes
        .get("id")
        .flatMap(session.world()::find)
        .<Recovery<Crate>>map(t -> new Recovery.Found<>(crate(t)))
        .orElseGet(Recovery.Absent::new);
  }
}
