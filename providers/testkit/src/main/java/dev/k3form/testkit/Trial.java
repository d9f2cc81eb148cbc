package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One subject, and the steps of an engine that a check is made of. */
record Trial<R extends Record, S extends AutoCloseable>(
    Subject<R, S> subject, TypeHandle<R, S> type) implements AutoCloseable {

  static <R extends Record, S extends AutoCloseable> Trial<R, S> of(Subject<R, S> subject) {
    return new Trial<>(subject, TypeHandle.of(subject.type()));
  }

  /** Something done with a session. */
  @FunctionalInterface
  interface Step<S, T> {
    T run(S session) throws Exception;
  }

  <T> T with(Step<S, T> step) throws Exception {
    S session = subject.open();
    try {
      return step.run(session);
    } finally {
      session.close();
    }
  }

  Value.Obj config() {
    return complete(subject.configuration());
  }

  /** Adds the nulls that the frontend would give. */
  Value.Obj complete(Value.Obj config) {
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    BlockSchema block = type.schema().block();
    block.attributes().values().stream()
        .filter(a -> a.presence().isArgument())
        .forEach(a -> out.put(a.name(), Values.NULL));
    block.blocks().keySet().forEach(name -> out.put(name, Values.NULL));
    out.putAll(config.fields());
    return new Value.Obj(out);
  }

  Value.Obj create(Value.Obj config, RecordingContext context) throws Exception {
    Planned planned = type.plan(config, Optional.empty());
    return with(session -> type.create(planned.values(), session, context));
  }

  Value.Obj update(Value.Obj prior, Value.Obj config, RecordingContext context) throws Exception {
    Planned planned = type.plan(config, Optional.of(prior));
    return with(session -> type.update(prior, planned.values(), session, context));
  }

  void delete(Value.Obj prior, RecordingContext context) throws Exception {
    with(
        session -> {
          type.delete(prior, session, context);
          return true;
        });
  }

  Optional<Value.Obj> read(Value.Obj prior) throws Exception {
    return with(session -> type.read(prior, session, RecordingContext.calm()));
  }

  /** Goes on after a create that was cut off, as the engine does. */
  Value.Obj recover(Value.Obj config, RecordingContext cutOff) throws Exception {
    Planned planned = type.plan(config, Optional.empty());
    TypeHandle.Recovered found =
        with(s -> type.recover(planned.values(), cutOff, s, RecordingContext.calm()));
    return switch (found) {
      case TypeHandle.Recovered.Found _ -> create(config, cutOff.resumed());
      case TypeHandle.Recovered.Absent _ -> create(config, RecordingContext.of("9d31e07a64bb42f8"));
      case TypeHandle.Recovered.Unclear(String why, String wayOut) ->
          throw new AssertionError("recovery is unclear: " + why + "; " + wayOut);
    };
  }

  void assertSettled(Value.Obj config, Value.Obj state) throws Exception {
    assertThat(read(state).map(Trial::plain)).as("read after apply").contains(plain(state));
    Planned again = type.plan(config, Optional.of(state));
    assertThat(again.replaceBecause()).as("replacement planned after apply").isEmpty();
    assertThat(plain(again.values())).as("plan after apply").isEqualTo(plain(state));
  }

  void assertObjects(int expected) throws Exception {
    var count = subject.objects();
    if (count.isPresent()) {
      assertThat(count.getAsInt()).as("objects in the world").isEqualTo(expected);
    }
  }

  /** Asserts that everything which the plan knew came out so. */
  static void assertKept(Value planned, Value applied, String path) {
    Value p = planned.reveal();
    Value a = applied.reveal();
    if (p instanceof Value.Unknown) {
      assertThat(Values.isWhollyKnown(a)).as("%s is known after apply", path).isTrue();
    } else if (p instanceof Value.Obj(Map<String, Value> fields) && a instanceof Value.Obj other) {
      fields.forEach((name, value) -> assertKept(value, other.get(name), path + "." + name));
    } else if (Values.isWhollyKnown(p)) {
      assertThat(plain(a).equals(plain(p))).as("%s is what was planned", path).isTrue();
    }
  }

  static Value plain(Value value) {
    return Values.revealAll(value);
  }

  @Override
  public void close() throws IOException {
    subject.close();
  }
}
