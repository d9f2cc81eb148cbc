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
 * @param refusals what cannot be changed, neither in place nor sensibly by replacement; each is an
 *     error of the plan
 */
public record Planned(
    Value.Obj values,
    List<AttributePath> replaceBecause,
    List<Disruption> disruptions,
    List<Refusal> refusals) {
  /**
   * What is interrupted and by which effect, such as "haproxy is reloaded; connections live on".
   */
  public record Disruption(Effect effect, String what) {}

  /** Which argument cannot be changed so, and what to do; worded as in {@code ProblemSink}. */
  public record Refusal(AttributePath path, String summary, String help) {}

  /** Copies the lists. */
  public Planned {
    replaceBecause = List.copyOf(replaceBecause);
    disruptions = List.copyOf(disruptions);
    refusals = List.copyOf(refusals);
  }

  /** A plan that refuses nothing. */
  public Planned(
      Value.Obj values, List<AttributePath> replaceBecause, List<Disruption> disruptions) {
    this(values, replaceBecause, disruptions, List.of());
  }

  /** Returns the plan with a further refusal. */
  public Planned refusing(AttributePath path, String summary, String help) {
    return new Planned(
        values,
        replaceBecause,
        disruptions,
        Stream.concat(refusals.stream(), Stream.of(new Refusal(path, summary, help))).toList());
  }

  /** Returns the plan with an attribute set. */
  public Planned with(String attribute, Value value) {
    return new Planned(values.with(attribute, value), replaceBecause, disruptions, refusals);
  }

  /** Returns the plan with a further disruption. */
  public Planned disrupting(Effect effect, String what) {
    return new Planned(
        values,
        replaceBecause,
        Stream.concat(disruptions.stream(), Stream.of(new Disruption(effect, what))).toList(),
        refusals);
  }

  /** Returns the plan with a further reason to replace. */
  public Planned replacing(AttributePath path) {
    return new Planned(
        values,
        Stream.concat(replaceBecause.stream(), Stream.of(path)).toList(),
        disruptions,
        refusals);
  }
}
