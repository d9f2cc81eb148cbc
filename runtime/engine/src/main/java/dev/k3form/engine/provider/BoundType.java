package dev.k3form.engine.provider;

import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.engine.TypeHandle.Recovered;
import dev.k3form.spi.plan.Planned;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/** A resource type together with the session of one provider configuration. */
public final class BoundType<S extends AutoCloseable> {
  private final ProviderRef provider;
  private final TypeHandle<?, S> type;
  private final LazySession<S> session;
  private final int parallelism;

  BoundType(ProviderRef provider, TypeHandle<?, S> type, LazySession<S> session, int parallelism) {
    this.provider = provider;
    this.type = type;
    this.session = session;
    this.parallelism = parallelism;
  }

  /** Returns the provider configuration. */
  public ProviderRef provider() {
    return provider;
  }

  /** Returns how many operations may run at the same time in its session. */
  public int parallelism() {
    return parallelism;
  }

  /** Returns the schema. */
  public ResourceSchema schema() {
    return type.schema();
  }

  /** Fills in the defaults of arguments that are null. */
  public Value.Obj withDefaults(Value.Obj config) {
    return type.withDefaults(config);
  }

  /** Validates; pure. */
  public void validate(Value.Obj config, ProblemSink problems) {
    type.validate(config, problems);
  }

  /** Plans; pure. */
  public Planned plan(Value.Obj config, Optional<Value.Obj> prior) {
    return type.plan(config, prior);
  }

  /** Returns the rollout group. */
  public Optional<RolloutGroup> rolloutGroup(Value.Obj config) {
    return type.rolloutGroup(config);
  }

  /** Returns the machine or endpoint. */
  public Optional<String> host(Value.Obj values) {
    return type.host(values);
  }

  /** Brings recorded attributes into the present form. */
  public Value.Obj upgrade(int fromVersion, Value.Obj recorded) {
    return type.upgrade(fromVersion, recorded);
  }

  /** Returns the types whose objects are taken over, in order of their names. */
  public SortedSet<String> takesOver() {
    return type.takesOver();
  }

  /** Turns what another type recorded into what this one would have; empty if it never does. */
  public Optional<Value.Obj> takeOver(String other, int schemaVersion, Value.Obj recorded)
      throws ProviderException {
    return type.takeOver(other, schemaVersion, recorded);
  }

  /** Returns the values of a provider's record. */
  public Value.Obj unbind(Record partial) {
    return type.unbind(partial);
  }

  /** Reads, and once more where what went wrong may pass. */
  public Optional<Value.Obj> read(Value.Obj prior, OperationContext context)
      throws ProviderException {
    return ReadAttempts.of(context, () -> type.read(prior, session.get(), context));
  }

  /** Creates. */
  public Value.Obj create(Value.Obj planned, ApplyContext context) throws ProviderException {
    return type.create(planned, session.get(), context);
  }

  /** Updates. */
  public Value.Obj update(Value.Obj prior, Value.Obj planned, ApplyContext context)
      throws ProviderException {
    return type.update(prior, planned, session.get(), context);
  }

  /** Deletes. */
  public void delete(Value.Obj prior, ApplyContext context) throws ProviderException {
    type.delete(prior, session.get(), context);
  }

  /** Imports; a look, and tried again like one. */
  public Optional<Value.Obj> importState(String id, OperationContext context)
      throws ProviderException {
    return ReadAttempts.of(context, () -> type.importState(id, session.get(), context));
  }

  /** Recovers. */
  public Recovered recover(Value.Obj planned, Notes notes, OperationContext context)
      throws ProviderException {
    return type.recover(planned, notes, session.get(), context);
  }

  /** Waits until the instance serves again. */
  public void gate(Value.Obj applied, OperationContext context) throws ProviderException {
    type.gate(applied, session.get(), context);
  }

  /** Returns how long one operation may take. */
  public Duration timeout() {
    return type.timeout();
  }
}
