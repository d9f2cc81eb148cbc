package dev.k3form.testkit;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.Schemas;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values as users write them, in as few words.
 *
 * <p>What stands in Java becomes the value that the frontend would make of it; {@link #complete}
 * adds to a block what the frontend adds.
 */
public final class WrittenValues {
  private WrittenValues() {}

  /** Returns an object of keys and values in turn. */
  public static Value.Obj obj(Object... keysAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put((String) keysAndValues[i], value(keysAndValues[i + 1]));
    }
    return Value.Obj.of(fields);
  }

  /** Returns labelled blocks. */
  public static Value.MapOf named(Object... namesAndBodies) {
    return Value.MapOf.of(Type.ANY, obj(namesAndBodies).fields());
  }

  /** Returns blocks without labels. */
  public static Value.ListOf blocks(Value.Obj... bodies) {
    return new Value.ListOf(Type.ANY, Arrays.asList(bodies));
  }

  /** Returns the value of a Java object. */
  public static Value value(Object java) {
    return switch (java) {
      case Value v -> v;
      case String s -> Value.str(s);
      case Integer i -> new Value.Num(BigDecimal.valueOf(i));
      case Boolean b -> Value.bool(b);
      default -> throw new IllegalArgumentException(java.getClass().toString());
    };
  }

  /** Returns a list of strings. */
  public static Value.ListOf list(String... items) {
    return new Value.ListOf(Type.STRING, Arrays.stream(items).<Value>map(Value::str).toList());
  }

  /** Returns a time. */
  public static Value seconds(int n) {
    return new Value.Time(Duration.ofSeconds(n));
  }

  /**
   * Returns the block as the frontend gives it: defaults filled in, every argument there, nothing
   * that is computed.
   */
  public static Value.Obj complete(Class<? extends Record> type, Value.Obj written) {
    BlockSchema block = Schemas.resource(type).block();
    Value.Obj all =
        RecordBinder.unbind(RecordBinder.bind(DefaultValues.fill(written, block), type));
    for (AttributeSchema attribute : block.attributes().values()) {
      if (!attribute.presence().isArgument()) {
        all = all.without(attribute.name());
      }
    }
    return all;
  }
}
