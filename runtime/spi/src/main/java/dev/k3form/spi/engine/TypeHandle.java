package dev.k3form.spi.engine;

import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.Takeover;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.RecordBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A resource type with its record hidden: takes and gives objects of the language.
 *
 * <p>The session handed in must be one that the type's own provider opened.
 */
public final class TypeHandle<R extends Record, S> {
  private final ResourceType<R, S> type;
  private final ResourceSchema schema;

  private TypeHandle(ResourceType<R, S> type) {
    this.type = type;
    this.schema = type.schema();
  }

  /** Wraps a type. */
  public static <R extends Record, S> TypeHandle<R, S> of(ResourceType<R, S> type) {
    return new TypeHandle<>(type);
  }

  /** What became of an operation that was cut off. */
  public sealed interface Recovered {
    /** The object is there. */
    record Found(Value.Obj attributes) implements Recovered {}

    /** There was no effect. */
    record Absent() implements Recovered {}

    /** It cannot be told. */
    record Unclear(String why, String wayOut) implements Recovered {}
  }

  /** Returns the schema. */
  public ResourceSchema schema() {
    return schema;
  }

  /** Fills in the defaults of arguments that are null. */
  public Value.Obj withDefaults(Value.Obj config) {
    return DefaultValues.fill(config, schema.block());
  }

  /** Validates; pure. */
  public void validate(Value.Obj config, ProblemSink problems) {
    type.validate(new ConfigView(withDefaults(config)), problems);
  }

  /** Plans; pure. */
  public Planned plan(Value.Obj config, Optional<Value.Obj> prior) {
    return type.plan(new PlanRequest<>(schema, type.model(), withDefaults(config), prior));
  }

  /** Returns the rollout group, as far as the configuration tells. */
  public Optional<RolloutGroup> rolloutGroup(Value.Obj config) {
    return type.rolloutGroup(new ConfigView(withDefaults(config)));
  }

  /** Returns the machine or endpoint that operations work on, as far as the values tell. */
  public Optional<String> host(Value.Obj values) {
    return type.host(new ConfigView(values));
  }

  /** Brings recorded attributes into the present form. */
  public Value.Obj upgrade(int fromVersion, Value.Obj recorded) {
    return type.upgrade(fromVersion, recorded);
  }

  /** Returns the types whose objects are taken over, in order of their names. */
  public SortedSet<String> takesOver() {
    SortedSet<String> out = new TreeSet<>();
    type.takeovers().forEach(t -> out.add(t.type()));
    return out;
  }

  /**
   * Turns what another type recorded into what this one would have; pure.
   *
   * @return empty if objects of that type are not taken over
   * @throws ProviderException if this very object is not
   */
  public Optional<Value.Obj> takeOver(String other, int schemaVersion, Value.Obj recorded)
      throws ProviderException {
    for (Takeover<R> takeover : type.takeovers()) {
      if (takeover.type().equals(other)) {
        return Optional.of(
            RecordBinder.unbind(takeover.conversion().convert(schemaVersion, recorded)));
      }
    }
    return Optional.empty();
  }

  /** Returns what the record of a checkpoint says. */
  public Value.Obj unbind(Record partial) {
    return RecordBinder.unbind(partial);
  }

  /** Reads. */
  public Optional<Value.Obj> read(Value.Obj prior, S session, OperationContext context)
      throws ProviderException {
    return type.read(bind(prior), session, context).map(RecordBinder::unbind);
  }

  /** Creates. */
  public Value.Obj create(Value.Obj planned, S session, ApplyContext context)
      throws ProviderException {
    return RecordBinder.unbind(type.create(bind(planned), session, context));
  }

  /** Updates. */
  public Value.Obj update(Value.Obj prior, Value.Obj planned, S session, ApplyContext context)
      throws ProviderException {
    return RecordBinder.unbind(type.update(bind(prior), bind(planned), session, context));
  }

  /** Deletes. */
  public void delete(Value.Obj prior, S session, ApplyContext context) throws ProviderException {
    type.delete(bind(prior), session, context);
  }

  /** Imports. */
  public Optional<Value.Obj> importState(String id, S session, OperationContext context)
      throws ProviderException {
    return type.importState(id, session, context).map(RecordBinder::unbind);
  }

  /** Recovers. */
  public Recovered recover(Value.Obj planned, Notes notes, S session, OperationContext context)
      throws ProviderException {
    return switch (type.recover(bind(planned), notes, session, context)) {
      case Recovery.Found<R>(R state) -> new Recovered.Found(RecordBinder.unbind(state));
      case Recovery.Absent<R> _ -> new Recovered.Absent();
      case Recovery.Unclear<R>(String why, String wayOut) -> new Recovered.Unclear(why, wayOut);
    };
  }

  /** Waits until the instance serves again. */
  public void gate(Value.Obj applied, S session, OperationContext context)
      throws ProviderException {
    type.gate(bind(applied), session, context);
  }

  /** Returns how long one operation may take. */
  public Duration timeout() {
    return type.timeout();
  }

  private R bind(Value.Obj values) {
    return RecordBinder.bind(values, type.model());
  }
}
