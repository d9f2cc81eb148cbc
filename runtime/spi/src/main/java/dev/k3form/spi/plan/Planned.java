package dev.k3form.spi.plan;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an instance will be.
 *
 * @param values all attributes; unknown where only apply will tell
 * @param replaceBecause the arguments whose change cannot be made in place; empty for creations and
 *     in-place updates
 * @param disruptions what the change interrupts, in the user's words
 */
public record Planned(
    Value.Obj values, List<AttributePath> replaceBecause, List<Disruption> disruptions) {
  /** What is interrupted and by which effect, such as "haproxy is reloaded; connections live on". */
  public record Disruption(Effect effect, String what) {}

  /** Copies the lists. */
  public Planned {
    replaceBecause = List.copyOf(replaceBecause);
    disruptions = List.copyOf(disruptions);
  }

  /** Returns the plan with an attribute set. */
  public Planned with(String attribute, Value value) {
    return new Planned(values.with(attribute, value), replaceBecause, disruptions);
  }

  /** Returns the plan with a further disruption. */
  public Planned disrupting(Effect effect, String what) {
    return new Planned(
        values,
        replaceBecause,
        Stream.concat(disruptions.stream(), Stream.of(new Disruption(effect, what))).toList());
  }

  /** Returns the plan with a further reason to replace. */
  public Planned replacing(AttributePath path) {
    return new Planned(
        values, Stream.concat(replaceBecause.stream(), Stream.of(path)).toList(), disruptions);
  }
}
