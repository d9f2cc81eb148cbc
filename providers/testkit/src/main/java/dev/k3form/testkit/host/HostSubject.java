package dev.k3form.testkit.host;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.WrittenValues;
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
 * <p>It starts as a type and a configuration and knows nothing more of them; what is not told is
 * not checked. Only the machine can always be broken.
 *
 * @param <R> the type's record
 */
public final class HostSubject<R extends Record> implements Subject<R, HostSession> {
  /** The {@code host} argument that means the machine. */
  public static final Value.Obj HOST = RecordBinder.unbind(HostConnection.of("192.0.2.10"));

  private static final Value.Obj OTHER_HOST = RecordBinder.unbind(HostConnection.of("192.0.2.11"));

  private final ResourceType<R, HostSession> type;
  private final Value.Obj configuration;
  private final FakeHost host = new FakeHost();
  private final FakePool pool = new FakePool(host);
  private Optional<Value.Obj> changed = Optional.empty();
  private Optional<Value.Obj> replacing = Optional.empty();
  private List<Value.Obj> invalid = List.of();
  private Optional<Predicate<FakeHost>> present = Optional.empty();
  private Optional<Consumer<FakeHost>> disturb = Optional.empty();
  private Optional<String> importId = Optional.empty();
  private Set<String> notImported = Set.of();

  private HostSubject(ResourceType<R, HostSession> type, Value.Obj configuration) {
    this.type = type;
    this.configuration = configuration;
  }

  /** Returns a subject of a type that has no {@code host} argument, on a fresh machine. */
  public static <R extends Record> HostSubject<R> of(
      ResourceType<R, HostSession> type, Value.Obj configuration) {
    return new HostSubject<>(type, configuration);
  }

  /** Returns a subject that another {@code host} replaces, on a fresh machine. */
  public static <R extends Record> HostSubject<R> onHost(
      ResourceType<R, HostSession> type, Value.Obj configuration) {
    return of(type, configuration).replacedBy(configuration.with("host", OTHER_HOST));
  }

  /** Returns a configuration for the machine from names and values in turn. */
  public static Value.Obj config(Object... namesAndValues) {
    Value.Obj out = Value.Obj.of(Map.of("host", HOST));
    for (Map.Entry<String, Value> e : WrittenValues.obj(namesAndValues).fields().entrySet()) {
      out = out.with(e.getKey(), e.getValue());
    }
    return out;
  }

  /** Sets what {@link Subject#changed} returns. */
  public HostSubject<R> changedBy(Value.Obj other) {
    changed = Optional.of(other);
    return this;
  }

  /** Sets what {@link Subject#replacing} returns. */
  public HostSubject<R> replacedBy(Value.Obj other) {
    replacing = Optional.of(other);
    return this;
  }

  /** Sets what {@link Subject#invalid} returns. */
  public HostSubject<R> withInvalid(Value.Obj... configurations) {
    invalid = List.of(configurations);
    return this;
  }

  /** Sets by what the machine shows that the object is there. */
  public HostSubject<R> presentIf(Predicate<FakeHost> test) {
    present = Optional.of(test);
    return this;
  }

  /** Sets what happens to the machine behind k3form's back. */
  public HostSubject<R> disturbedBy(Consumer<FakeHost> change) {
    disturb = Optional.of(change);
    return this;
  }

  /** Sets the identifier of an import, and what an import cannot find out. */
  public HostSubject<R> importedAs(String id, String... unknown) {
    importId = Optional.of(id);
    notImported = Set.of(unknown);
    return this;
  }

  /** Returns the machine, to be prepared. */
  public FakeHost host() {
    return host;
  }

  @Override
  public ResourceType<R, HostSession> type() {
    return type;
  }

  @Override
  public HostSession open() {
    return pool.session();
  }

  @Override
  public Value.Obj configuration() {
    return configuration;
  }

  @Override
  public Optional<Value.Obj> changed() {
    return changed;
  }

  @Override
  public Optional<Value.Obj> replacing() {
    return replacing;
  }

  @Override
  public List<Value.Obj> invalid() {
    return invalid;
  }

  @Override
  public OptionalInt objects() {
    return present.isPresent()
        ? OptionalInt.of(present.get().test(host) ? 1 : 0)
        : OptionalInt.empty();
  }

  @Override
  public Optional<String> importId(Value.Obj applied) {
    return importId;
  }

  @Override
  public Set<String> notImported() {
    return notImported;
  }

  @Override
  public boolean drift(Value.Obj applied) {
    disturb.ifPresent(change -> change.accept(host));
    return disturb.isPresent();
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
