package dev.k3form.provider.linux;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A subject on a machine in memory, put together from what differs between types.
 *
 * @param alive whether the object is there
 * @param disturb what happens behind k3form's back
 */
record FakeWorld<R extends Record>(
    ResourceType<R, HostSession> type,
    Value.Obj configuration,
    Optional<Value.Obj> changed,
    Optional<Value.Obj> replacing,
    List<Value.Obj> invalid,
    Predicate<FakeHost> alive,
    Consumer<FakeHost> disturb,
    Optional<String> id,
    Set<String> notImported,
    FakeHost host,
    FakePool pool)
    implements Subject<R, HostSession> {

  static final Value.Obj HOST = RecordBinder.unbind(HostConnection.of("192.0.2.10"));
  static final Value.Obj OTHER_HOST = RecordBinder.unbind(HostConnection.of("192.0.2.11"));

  static <R extends Record> FakeWorld<R> of(
      ResourceType<R, HostSession> type,
      Value.Obj configuration,
      Value.Obj changed,
      Predicate<FakeHost> alive,
      Consumer<FakeHost> disturb) {
    FakeHost host = new FakeHost();
    return new FakeWorld<>(
        type,
        configuration,
        Optional.of(changed),
        Optional.of(configuration.with("host", OTHER_HOST)),
        List.of(),
        alive,
        disturb,
        Optional.empty(),
        Set.of(),
        host,
        new FakePool(host));
  }

  FakeWorld<R> withInvalid(Value.Obj... configurations) {
    return new FakeWorld<>(
        type,
        configuration,
        changed,
        replacing,
        List.of(configurations),
        alive,
        disturb,
        id,
        notImported,
        host,
        pool);
  }

  FakeWorld<R> importedAs(String newId, String... unknown) {
    return new FakeWorld<>(
        type,
        configuration,
        changed,
        replacing,
        invalid,
        alive,
        disturb,
        Optional.of(newId),
        Set.of(unknown),
        host,
        pool);
  }

  static Value.Obj config(Object... namesAndValues) {
    Value.Obj out = Value.Obj.of(Map.of("host", HOST));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      out = out.with((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return out;
  }

  static Value value(Object java) {
    return switch (java) {
      case Value v -> v;
      case String s -> Value.str(s);
      case Boolean b -> Value.bool(b);
      case String[] all ->
          new Value.ListOf(Type.STRING, Arrays.stream(all).<Value>map(Value::str).toList());
      default -> throw new IllegalArgumentException(java.getClass().toString());
    };
  }

  static String[] list(String... items) {
    return items;
  }

  @Override
  public HostSession open() {
    return pool.session();
  }

  @Override
  public OptionalInt objects() {
    return OptionalInt.of(alive.test(host) ? 1 : 0);
  }

  @Override
  public Optional<String> importId(Value.Obj applied) {
    return id;
  }

  @Override
  public boolean drift(Value.Obj applied) {
    disturb.accept(host);
    return true;
  }

  @Override
  public boolean breakDown() {
    pool.breakDown();
    return true;
  }

  @Override
  public void close() {
    pool.close();
  }
}
