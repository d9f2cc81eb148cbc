package dev.k3form.engine.planning;

import dev.k3form.engine.plan.Reason;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.value.Value;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.plan.Planned.Disruption;
import java.util.List;
import java.util.Optional;

/**
 * What one instance needs, before it is known how its neighbours want to be replaced.
 *
 * @param prior the attributes as they are; empty if there is no object
 * @param planned the attributes as they will be
 */
record Draft(
    DesiredInstance wanted,
    Kind kind,
    Optional<Value.Obj> prior,
    Value.Obj planned,
    List<Reason> reasons,
    List<Disruption> disruptions,
    List<AttributePath> because,
    Optional<RolloutGroup> group,
    Optional<String> importId,
    int schemaVersion) {
  /** What is done. */
  enum Kind {
    CREATE,
    RESUME,
    UPDATE,
    REPLACE,
    NO_OP,
    READ,
    /** A data source that was read while planning. */
    KNOWN
  }

  /** Reports whether others cannot rely on its present attributes. */
  boolean isPending() {
    return kind != Kind.NO_OP && kind != Kind.KNOWN;
  }
}
