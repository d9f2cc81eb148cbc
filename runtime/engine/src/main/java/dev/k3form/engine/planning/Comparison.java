package dev.k3form.engine.planning;

import dev.k3form.engine.plan.Reason;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Compares attributes, secret or not, and says why they differ. */
final class Comparison {
  private Comparison() {}

  static boolean same(Value a, Value b) {
    return a.equals(b) || Values.revealAll(a).equals(Values.revealAll(b));
  }

  static boolean same(Value.Obj a, Value.Obj b, BlockSchema schema) {
    for (String name : schema.attributes().keySet()) {
      if (!same(a.get(name), b.get(name))) {
        return false;
      }
    }
    for (String name : schema.blocks().keySet()) {
      if (!same(a.get(name), b.get(name))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns why planned attributes differ from those that were found, arguments before computed.
   *
   * @param recorded what the last apply left
   */
  static List<Reason> reasons(
      Value.Obj planned, Value.Obj found, Value.Obj recorded, BlockSchema schema) {
    List<Reason> arguments = new ArrayList<>();
    List<Reason> computed = new ArrayList<>();
    for (AttributeSchema a : schema.attributes().values()) {
      List<Reason> to = a.presence().isArgument() ? arguments : computed;
      reason(planned, found, recorded, a.name(), to);
    }
    for (String block : schema.blocks().keySet()) {
      reason(planned, found, recorded, block, arguments);
    }
    return arguments.isEmpty() ? computed : arguments;
  }

  private static void reason(
      Value.Obj planned, Value.Obj found, Value.Obj recorded, String name, List<Reason> out) {
    Value wanted = planned.get(name);
    if (same(wanted, found.get(name))) {
      return;
    }
    AttributePath path = AttributePath.of(name);
    if (!Values.isWhollyKnown(wanted)) {
      out.add(new Reason.KnownLater(path));
    } else if (same(wanted, recorded.get(name))) {
      out.add(new Reason.Drifted(path));
    } else {
      out.add(new Reason.ConfigChanged(path));
    }
  }
}
