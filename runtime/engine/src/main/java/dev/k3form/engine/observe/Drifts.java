package dev.k3form.engine.observe;

import dev.k3form.engine.plan.Drift;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.state.ObjectStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells drift from computed changes.
 *
 * <p>A provider returns the recorded value where the remote merely wrote it otherwise, so every
 * difference in an argument is somebody's doing. Only of an object whose creation did not finish it
 * may be k3form's own, done after what was recorded last: that one shows no drift.
 */
public final class Drifts {
  private Drifts() {}

  /** Returns the difference, if there is one. */
  public static Optional<Drift> of(Observed observed, BlockSchema schema) {
    Value.Obj before = observed.record().attributes();
    if (observed.found().isEmpty()) {
      return Optional.of(
          new Drift(
              observed.record().address(), before, Optional.empty(), List.of(), Drift.Kind.GONE));
    }
    if (observed.record().status() == ObjectStatus.INCOMPLETE) {
      return Optional.empty();
    }
    Value.Obj after = observed.found().get();
    List<AttributePath> changed = new ArrayList<>();
    boolean argument = false;
    for (AttributeSchema a : schema.attributes().values()) {
      if (differ(before, after, a.name())) {
        changed.add(AttributePath.of(a.name()));
        argument |= a.presence().isArgument();
      }
    }
    for (String block : schema.blocks().keySet()) {
      if (differ(before, after, block)) {
        changed.add(AttributePath.of(block));
        argument = true;
      }
    }
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    Drift.Kind kind = argument ? Drift.Kind.ARGUMENT : Drift.Kind.COMPUTED;
    return Optional.of(
        new Drift(observed.record().address(), before, Optional.of(after), changed, kind));
  }

  private static boolean differ(Value.Obj before, Value.Obj after, String attribute) {
    return !Values.revealAll(before.get(attribute)).equals(Values.revealAll(after.get(attribute)));
  }
}
