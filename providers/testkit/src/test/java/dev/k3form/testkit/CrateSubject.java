package dev.k3form.testkit;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.testkit.fake.Crate;
import dev.k3form.testkit.fake.CrateType;
import dev.k3form.testkit.fake.FakeProvider;
import dev.k3form.testkit.fake.FakeWorld;
import dev.k3form.testkit.fake.ThingType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The fake type that takes over objects of the other one. */
class CrateSubject implements Subject<Crate, FakeProvider.Session> {
  private static final Value.Obj CONFIGURATION =
      Value.Obj.of(
          Map.of(
              "label", Value.str("web"),
              "capacity", Value.num(3),
              "note", Value.str("this side up"),
              "seal", Value.str("correct horse battery")));

  final FakeWorld world = new FakeWorld();

  @Override
  public ResourceType<Crate, FakeProvider.Session> type() {
    return new CrateType();
  }

  @Override
  public FakeProvider.Session open() {
    return new FakeProvider.Session(world);
  }

  @Override
  public Value.Obj configuration() {
    return CONFIGURATION;
  }

  @Override
  public Optional<Value.Obj> changed() {
    return Optional.of(CONFIGURATION.with("capacity", Value.num(5)));
  }

  @Override
  public OptionalInt objects() {
    return OptionalInt.of(world.things().size());
  }

  @Override
  public List<Foreign> foreign() throws Exception {
    TypeHandle<?, FakeProvider.Session> things = TypeHandle.of(new ThingType());
    Value.Obj config =
        Value.Obj.of(
            Map.of(
                "name", Value.str("old"),
                "size", Value.num(7),
                "zone", Value.str("zone-9"),
                "password", Value.str("battery staple")));
    Value.Obj planned = things.plan(config, Optional.empty()).values();
    Value.Obj recorded = things.create(planned, open(), RecordingContext.calm());
    Value.Obj crate =
        Value.Obj.of(
            Map.of(
                "label", Value.str("old"),
                "capacity", Value.num(7),
                "note", Value.str("zone-9"),
                "seal", Value.str("battery staple")));
    TypeHandle<?, FakeProvider.Session> crates = TypeHandle.of(new CrateType());
    Value.Obj label = Value.Obj.of(Map.of("label", Value.str("box")));
    Value.Obj boxed =
        crates.create(
            crates.plan(label, Optional.empty()).values(),
            open(),
            RecordingContext.of("5c3e1d7f00aa4b21"));
    Value.Obj box = Value.Obj.of(Map.of("title", Value.str("box"), "id", boxed.get("id")));
    return List.of(
        new Foreign("fake_thing", things.schema().version(), recorded, crate),
        new Foreign("legacy_box", 4, box, label));
  }
}
