package dev.k3form.engine.apply;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.KnownValues;
import dev.k3form.model.value.Value;
import dev.k3form.state.ResourceRecord;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The attributes of instances while a plan is executed: those that were applied, those that the
 * plan leaves as they are, and those that are recorded and not part of the plan.
 */
final class AppliedValues implements KnownValues {
  private final Plan plan;
  private final Function<ResourceAddress, Optional<ResourceRecord>> recorded;
  private final Map<ResourceAddress, Value.Obj> applied = new ConcurrentHashMap<>();

  AppliedValues(Plan plan, Function<ResourceAddress, Optional<ResourceRecord>> recorded) {
    this.plan = plan;
    this.recorded = recorded;
  }

  void put(ResourceAddress address, Value.Obj attributes) {
    applied.put(address, attributes);
  }

  @Override
  public Optional<Value.Obj> of(ResourceAddress address) {
    Value.Obj done = applied.get(address);
    if (done != null) {
      return Optional.of(done);
    }
    Optional<Change> change = plan.change(address);
    if (change.isPresent()) {
      return change.get() instanceof Change.NoOp unchanged
          ? Optional.of(unchanged.values())
          : Optional.empty();
    }
    return recorded.apply(address).map(ResourceRecord::attributes);
  }
}
