package dev.k3form.spi.plan;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.schema.RecordBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plan that follows from the schema alone.
 *
 * <p>Arguments become what the user wrote, or their default; computed attributes keep what was
 * read, and are unknown for an object that is to be created. An argument that differs from what was
 * read and whose {@link Effect} is {@code REPLACE} makes the change a replacement, and computed
 * attributes unknown again.
 */
public final class StandardPlan {
  private StandardPlan() {}

  /** Plans one instance. */
  public static Planned of(PlanRequest<?> request) {
    BlockSchema block = request.schema().block();
    List<AttributePath> replace = new ArrayList<>();
    List<Planned.Disruption> disruptions = new ArrayList<>();
    Value.Obj config = RecordBinder.markSecrets(request.config(), request.model());
    request.prior().ifPresent(prior -> compare(block, config, prior, replace, disruptions));
    boolean fresh = request.prior().isEmpty() || !replace.isEmpty();
    SortedMap<String, Value> planned = new TreeMap<>(KeyOrder.INSTANCE);
    for (AttributeSchema a : block.attributes().values()) {
      Value configured = config.get(a.name());
      boolean provided =
          a.presence() == Presence.COMPUTED
              || (a.presence() == Presence.OPTIONAL_COMPUTED && configured.isNull());
      Value value = configured;
      if (provided) {
        Value unknown = Value.Unknown.of(a.type());
        value =
            fresh
                ? a.secret() ? new Value.Secret(unknown) : unknown
                : request.prior().map(p -> p.get(a.name())).orElse(Values.NULL);
      }
      planned.put(a.name(), value);
    }
    for (NestedBlock b : block.blocks().values()) {
      planned.put(b.name(), config.get(b.name()));
    }
    return new Planned(new Value.Obj(planned), replace, disruptions);
  }

  private static void compare(
      BlockSchema block,
      Value.Obj config,
      Value.Obj prior,
      List<AttributePath> replace,
      List<Planned.Disruption> disruptions) {
    for (AttributeSchema a : block.attributes().values()) {
      Value wanted = config.get(a.name());
      boolean asked =
          a.presence() != Presence.COMPUTED
              && !(a.presence() == Presence.OPTIONAL_COMPUTED && wanted.isNull());
      if (!asked || same(wanted, prior.get(a.name()))) {
        continue;
      }
      if (a.effect() == Effect.REPLACE) {
        replace.add(AttributePath.of(a.name()));
      } else if (a.effect() != Effect.UPDATE) {
        disruptions.add(new Planned.Disruption(a.effect(), a.name()));
      }
    }
    for (NestedBlock b : block.blocks().values()) {
      if (same(config.get(b.name()), prior.get(b.name()))) {
        continue;
      }
      Effect effect = strongest(b.block());
      if (effect == Effect.REPLACE) {
        replace.add(AttributePath.of(b.name()));
      } else if (effect != Effect.UPDATE) {
        disruptions.add(new Planned.Disruption(effect, b.name()));
      }
    }
  }

  /**
   * A block is replaced as a whole only if each of its arguments is; a block of mixed arguments is
   * the type's own affair.
   */
  private static Effect strongest(BlockSchema block) {
    boolean allReplace =
        block.attributes().values().stream().allMatch(a -> a.effect() == Effect.REPLACE);
    if (allReplace && !block.attributes().isEmpty()) {
      return Effect.REPLACE;
    }
    return block.attributes().values().stream()
        .map(AttributeSchema::effect)
        .filter(e -> e != Effect.REPLACE)
        .max(Enum::compareTo)
        .orElse(Effect.UPDATE);
  }

  private static boolean same(Value a, Value b) {
    return Values.revealAll(a).equals(Values.revealAll(b));
  }
}
