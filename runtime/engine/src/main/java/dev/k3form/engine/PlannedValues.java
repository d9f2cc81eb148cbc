package dev.k3form.engine;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.value.Value;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import java.util.Optional;

/**
 * What a saved plan says that attributes will be, so that its configuration can be evaluated again
 * without deciding anything again.
 */
record PlannedValues(Plan plan, State state, ProviderSessions providers) implements InstanceValues {
  @Override
  public Value.Obj resolve(DesiredInstance instance) {
    ResourceAddress address = instance.address();
    Optional<Value.Obj> planned = plan.change(address).flatMap(Change::after);
    if (planned.isPresent()) {
      return planned.get();
    }
    if (address.mode() == ResourceAddress.Mode.DATA) {
      return instance.config();
    }
    try {
      BoundType<?> type = providers.resource(instance.provider(), address.type());
      Optional<ResourceRecord> record = state.resource(address);
      return record.isPresent()
          ? type.upgrade(record.get().schemaVersion(), record.get().attributes())
          : type.plan(instance.config(), Optional.empty()).values();
    } catch (ProviderSessions.Unavailable _) {
      return instance.config(); // nothing of this plan works with it
    }
  }
}
