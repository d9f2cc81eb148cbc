package dev.k3form.spi;

import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.Schemas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A type of resource: what it looks like, how it is planned, how it is made so.
 *
 * <p>One record {@code R} holds the arguments and the computed attributes. Its components carry
 * {@link dev.k3form.spi.schema.Argument}, {@link dev.k3form.spi.schema.Computed} or {@link
 * dev.k3form.spi.schema.Block}; computed ones are null until they are known.
 *
 * <p>The contract, which {@code providers/testkit} checks for each type:
 *
 * <ul>
 *   <li>{@link #validate} and {@link #plan} are pure and tolerate unknown values.
 *   <li>What plan says is known is what apply ends with; nothing is unknown after apply.
 *   <li>{@link #read} returns the recorded value where the remote merely normalised it, and the
 *       remote's value where it drifted; empty when the object is certainly gone.
 *   <li>{@link #create} called again after a crash, with the same idempotency key and the notes of
 *       the first call, converges and makes nothing twice.
 *   <li>{@link #delete} of an object that is gone succeeds.
 *   <li>No secret appears in exceptions, progress messages, or process arguments.
 *   <li>Long calls ask {@link OperationContext#checkCancelled} now and then.
 * </ul>
 */
public interface ResourceType<R extends Record, S> {
  /** Returns the record of arguments and computed attributes. */
  Class<R> model();

  /** Returns the schema, derived from the record and its {@code ResourceName}. */
  default ResourceSchema schema() {
    return Schemas.resource(model());
  }

  /** Checks what the schema cannot say; the values may be unknown. */
  default void validate(ConfigView config, ProblemSink problems) {}

  /** Says what the attributes will be and what the change disrupts. */
  default Planned plan(PlanRequest<R> request) {
    return StandardPlan.of(request);
  }

  /** Reads the object again. */
  Optional<R> read(R prior, S session, OperationContext context) throws ProviderException;

  /**
   * Makes the object.
   *
   * <p>Choose external identifiers before the effect and {@link ApplyContext#note} them; {@link
   * ApplyContext#checkpoint} as soon as there is an object that must not be lost.
   */
  R create(R planned, S session, ApplyContext context) throws ProviderException;

  /** Changes the object in place. */
  R update(R prior, R planned, S session, ApplyContext context) throws ProviderException;

  /** Destroys the object; succeeds if it is gone already. */
  void delete(R prior, S session, ApplyContext context) throws ProviderException;

  /** Finds an object by the identifier that the user gives to {@code import}. */
  default Optional<R> importState(String id, S session, OperationContext context)
      throws ProviderException {
    throw new ProviderException(
        "`" + schema().type() + "` cannot be imported", "Create it with k3form instead.");
  }

  /**
   * Says what became of a create that was begun and of which no outcome is recorded.
   *
   * <p>The default reads with the planned values as if they were recorded, which is right for
   * objects that are found by their arguments alone, such as files.
   */
  default Recovery<R> recover(R planned, Notes notes, S session, OperationContext context)
      throws ProviderException {
    return read(planned, session, context)
        .<Recovery<R>>map(Recovery.Found::new)
        .orElseGet(Recovery.Absent::new);
  }

  /** Names the group of instances of which only some may be disturbed at the same time. */
  default Optional<RolloutGroup> rolloutGroup(ConfigView config) {
    return Optional.empty();
  }

  /**
   * Names the machine or endpoint that operations work on, as far as the configuration tells; only
   * so many operations run on one at the same time, and failures name it.
   *
   * <p>The default is the address in the argument {@code host}.
   */
  default Optional<String> host(ConfigView config) {
    return config.values().get("host").reveal() instanceof Value.Obj host
            && host.get("address").reveal() instanceof Value.Str(String address)
        ? Optional.of(address)
        : Optional.empty();
  }

  /**
   * Brings recorded attributes of an earlier version of the schema into the present form; the
   * meaning stays.
   */
  default Value.Obj upgrade(int fromVersion, Value.Obj recorded) {
    return recorded;
  }

  /**
   * Says which objects of other types this one takes over when a {@code moved} block leads here;
   * those of all others are refused.
   */
  default List<Takeover<R>> takeovers() {
    return List.of();
  }

  /**
   * Waits until the instance serves again, before the next member of its group is touched.
   *
   * @throws ProviderException if it does not; the rollout stops
   */
  default void gate(R applied, S session, OperationContext context) throws ProviderException {}

  /** Returns how long one operation may take before it is cancelled. */
  default Duration timeout() {
    return Duration.ofMinutes(15);
  }
}
