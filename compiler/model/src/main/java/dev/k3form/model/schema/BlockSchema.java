package dev.k3form.model.schema;

import dev.k3form.model.type.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may stand in a block; attributes and blocks in the order of the reference. */
public final class BlockSchema {
  /** Nothing may stand in it. */
  public static final BlockSchema EMPTY = new BlockSchema(Map.of(), Map.of());

  private final Map<String, AttributeSchema> attributes;
  private final Map<String, NestedBlock> blocks;
  private final Type.Obj objectType;

  /** Copies the maps and keeps their order. */
  public BlockSchema(Map<String, AttributeSchema> attributes, Map<String, NestedBlock> blocks) {
    this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    this.blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    this.objectType = objectType(this.attributes, this.blocks);
  }

  /** Returns the attributes by name. */
  public Map<String, AttributeSchema> attributes() {
    return attributes;
  }

  /** Returns the nested blocks by name. */
  public Map<String, NestedBlock> blocks() {
    return blocks;
  }

  /**
   * Returns the type of the object that such a block becomes, attributes that are computed
   * included.
   */
  public Type.Obj objectType() {
    return objectType;
  }

  private static Type.Obj objectType(
      Map<String, AttributeSchema> attributes, Map<String, NestedBlock> blocks) {
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

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof BlockSchema b
            && attributes.equals(b.attributes)
            && blocks.equals(b.blocks));
  }

  @Override
  public int hashCode() {
    return attributes.hashCode() * 31 + blocks.hashCode();
  }

  @Override
  public String toString() {
    return "BlockSchema[attributes=" + attributes + ", blocks=" + blocks + "]";
  }
}
