package dev.k3form.testkit;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.fake.FakeProvider;
import dev.k3form.testkit.fake.FakeWorld;
import dev.k3form.testkit.fake.Fault;
import dev.k3form.testkit.fake.Thing;
import dev.k3form.testkit.fake.ThingType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The fake type as the subject of its contract; tests of the contract break it. */
class ThingSubject implements Subject<Thing, FakeProvider.Session> {
  private static final Value.Obj CONFIGURATION =
      Value.Obj.of(
          Map.of(
              "name", Value.str("web"),
              "size", Value.num(3),
              "uses", new Value.ListOf(Type.STRING, List.of(Value.str("t0"))),
              "password", Value.str("correct horse battery")));

  final FakeWorld world = new FakeWorld();

  @Override
  public ResourceType<Thing, FakeProvider.Session> type() {
    return new ThingType();
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
    return Optional.of(CONFIGURATION.with("size", Value.num(5)).with("mode", Value.str("fast")));
  }

  @Override
  public Optional<Value.Obj> replacing() {
    return Optional.of(CONFIGURATION.with("name", Value.str("other")));
  }

  @Override
  public List<Value.Obj> invalid() {
    return List.of(CONFIGURATION.with("size", Value.num(-1)));
  }

  @Override
  public OptionalInt objects() {
    return OptionalInt.of(world.things().size());
  }

  @Override
  public Optional<String> importId(Value.Obj applied) {
    return world.things().keySet().stream().findFirst();
  }

  @Override
  public Set<String> notImported() {
    return Set.of("password");
  }

  @Override
  public boolean drift(Value.Obj applied) {
    world.things().values().forEach(t -> world.tamper(t.withSize(77)));
    return true;
  }

  @Override
  public boolean breakDown() {
    world.fail("create", "web", Fault.PERMANENT);
    world.fail("read", "web", Fault.PERMANENT);
    return true;
  }
}
