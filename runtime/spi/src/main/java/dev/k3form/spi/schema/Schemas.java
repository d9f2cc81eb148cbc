package dev.k3form.spi.schema;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.spi.DataSourceType;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Derives schemas from annotated records. */
public final class Schemas {
  private Schemas() {}

  /** Returns the schema of a provider and all its types. */
  public static ProviderSchema provider(Provider<?, ?> provider) {
    SortedMap<String, ResourceSchema> resources = new TreeMap<>();
    for (ResourceType<?, ?> type : provider.resourceTypes()) {
      ResourceSchema schema = type.schema();
      resources.put(schema.type(), schema);
    }
    SortedMap<String, ResourceSchema> dataSources = new TreeMap<>();
    for (DataSourceType<?, ?> type : provider.dataSourceTypes()) {
      ResourceSchema schema = type.schema();
      dataSources.put(schema.type(), schema);
    }
    return new ProviderSchema(
        provider.name(), provider.doc(), block(provider.configuration()), resources, dataSources);
  }

  /** Returns the schema of a resource or data source from its record. */
  public static ResourceSchema resource(Class<? extends Record> record) {
    Resource resource = record.getAnnotation(Resource.class);
    if (resource == null) {
      throw new IllegalArgumentException(record + " lacks @Resource");
    }
    return new ResourceSchema(
        resource.value(), resource.doc(), resource.version(), block(record), resource.example());
  }

  /** Returns the schema of a block from its record. */
  public static BlockSchema block(Class<? extends Record> record) {
    Map<String, AttributeSchema> attributes = new LinkedHashMap<>();
    Map<String, NestedBlock> blocks = new LinkedHashMap<>();
    for (Component c : Component.of(record)) {
      Block block = c.block();
      if (block != null) {
        blocks.put(c.name(), nested(c, block));
      } else {
        attributes.put(c.name(), attribute(record, c));
      }
    }
    return new BlockSchema(attributes, blocks);
  }

  private static AttributeSchema attribute(Class<?> record, Component c) {
    Argument argument = c.argument();
    if (argument == null && c.computed() == null) {
      throw new IllegalArgumentException(
          record.getSimpleName() + "." + c.java().getName() + " has no annotation");
    }
    return new AttributeSchema(
        c.name(),
        c.type(),
        c.doc(),
        c.presence(),
        c.defaultValue(),
        c.effect(),
        c.secret(),
        argument == null ? "" : argument.example(),
        argument == null ? "" : argument.deprecated());
  }

  private static NestedBlock nested(Component c, Block block) {
    Class<? extends Record> record =
        c.recordClass()
            .orElseThrow(() -> new IllegalArgumentException("@Block without record: " + c.java()));
    Class<?> raw = c.java().getType();
    NestedBlock.Nesting nesting =
        raw == List.class
            ? NestedBlock.Nesting.LIST
            : Map.class.isAssignableFrom(raw)
                ? NestedBlock.Nesting.MAP
                : NestedBlock.Nesting.SINGLE;
    int max = nesting == NestedBlock.Nesting.SINGLE ? 1 : block.max();
    int min = nesting == NestedBlock.Nesting.SINGLE && !c.isNullable() ? 1 : block.min();
    return new NestedBlock(c.name(), block.doc(), nesting, block(record), min, max);
  }
}
