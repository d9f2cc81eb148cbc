package dev.k3form.spi.plan;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.SortedMap;
import java.util.TreeMap;

/** Fills in the defaults of arguments that the user left out, in nested blocks too. */
public final class DefaultValues {
  private DefaultValues() {}

  /** Returns the block's values with every default filled in. */
  public static Value.Obj fill(Value.Obj config, BlockSchema block) {
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    out.putAll(config.fields());
    for (AttributeSchema a : block.attributes().values()) {
      if (a.defaultValue().isPresent() && config.get(a.name()).isNull()) {
        out.put(a.name(), a.defaultValue().get());
      }
    }
    for (NestedBlock nested : block.blocks().values()) {
      Value value = config.get(nested.name());
      if (!value.isNull()) {
        out.put(nested.name(), fillNested(value, nested.block()));
      }
    }
    return new Value.Obj(out);
  }

  private static Value fillNested(Value value, BlockSchema block) {
    return value instanceof Value.Obj o
        ? fill(o, block)
        : Values.children(value, child -> fillNested(child, block));
  }
}
