package dev.k3form.model.schema;

import dev.k3form.model.type.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What may stand in a block; attributes and blocks in the order of the reference. */
public record BlockSchema(
    Map<String, AttributeSchema> attributes, Map<String, NestedBlock> blocks) {
  /** Nothing may stand in it. */
  public static final BlockSchema EMPTY = new BlockSchema(Map.of(), Map.of());

  /** Copies the maps and keeps their order. */
  public BlockSchema {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
  }

  /**
   * Returns the type of the object that such a block becomes, attributes that are computed
   * included.
   */
  public Type.Obj objectType() {
    SortedMap<String, Type.Field> fields = new TreeMap<>();
    attributes.forEach(
        (name, a) ->
            fields.put(
                name,
                new Type.Field(a.type(), a.presence() != Presence.REQUIRED, a.defaultValue())));
    blocks.forEach(
        (name, b) ->
            fields.put(
                name,
                Type.Field.optional(
                    switch (b.nesting()) {
                      case SINGLE -> b.block().objectType();
                      case LIST -> new Type.ListOf(b.block().objectType());
                      case MAP -> new Type.MapOf(b.block().objectType());
                    })));
    return new Type.Obj(fields);
  }
}
