package dev.k3form.cli.project;

import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.State;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the attributes of instances are by the state alone: those of its records; of what was not
 * applied yet, what the configuration says, the rest unknown. Contacts nobody.
 */
public final class StateValues implements InstanceValues {
  private final State state;
  private final Schemas schemas;

  /** Creates the values of a state. */
  public StateValues(State state, Schemas schemas) {
    this.state = state;
    this.schemas = schemas;
  }

  /** Returns the values of a project's state, of which there may be none yet. */
  public static StateValues of(Project project, Schemas schemas) {
    return new StateValues(
        project.hasState() ? project.state() : State.empty(State.newLineage()), schemas);
  }

  @Override
  public Value.Obj resolve(DesiredInstance instance) {
    ResourceAddress address = instance.address();
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    fields.putAll(
        Schemas.unknown(
                schemas.block(
                    new Expr.Target.Resource(address.mode(), address.type(), address.name())))
            .fields());
    state
        .resource(address)
        .filter(r -> r.status() != ObjectStatus.ABSENT)
        .map(r -> r.attributes().fields())
        .orElse(instance.config().fields())
        .forEach(
            (name, value) -> {
              if (!value.isNull() || state.resource(address).isPresent()) {
                fields.put(name, value);
              }
            });
    return new Value.Obj(fields);
  }
}
