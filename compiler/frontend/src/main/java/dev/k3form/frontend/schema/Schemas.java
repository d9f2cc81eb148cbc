package dev.k3form.frontend.schema;

import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The schemas of all providers, by the types that they declare. */
public final class Schemas {
  private final Map<String, ProviderSchema> providers = new TreeMap<>();
  private final Map<String, ResourceSchema> resources = new HashMap<>();
  private final Map<String, ResourceSchema> dataSources = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  /** Collects schemas. */
  public Schemas(Collection<ProviderSchema> schemas) {
    for (ProviderSchema provider : schemas) {
      providers.put(provider.name(), provider);
      resources.putAll(provider.resources());
      dataSources.putAll(provider.dataSources());
      provider.resources().keySet().forEach(type -> owners.put(type, provider.name()));
      provider.dataSources().keySet().forEach(type -> owners.put(type, provider.name()));
    }
  }

  /** Returns the providers by name. */
  public Map<String, ProviderSchema> providers() {
    return providers;
  }

  /** Returns the schema of a resource or data source. */
  public Optional<ResourceSchema> find(Expr.Target.Resource target) {
    return Optional.ofNullable(
        (target.mode() == Mode.DATA ? dataSources : resources).get(target.type()));
  }

  /** Returns what may stand in a block of the type, nothing for types that do not exist. */
  public BlockSchema block(Expr.Target.Resource target) {
    return find(target).map(ResourceSchema::block).orElse(BlockSchema.EMPTY);
  }

  /** Returns the name of the provider that declares a type, by its first word if none does. */
  public String providerOf(String type) {
    int underscore = type.indexOf('_');
    return owners.getOrDefault(type, underscore < 0 ? type : type.substring(0, underscore));
  }

  /** Returns the types of a mode, in order. */
  public Collection<String> types(Mode mode) {
    return new TreeSet<>((mode == Mode.DATA ? dataSources : resources).keySet());
  }

  /** Returns an object of which nothing is known but what is secret. */
  public static Value.Obj unknown(BlockSchema schema) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    for (AttributeSchema attribute : schema.attributes().values()) {
      Value value = Value.Unknown.of(attribute.type());
      fields.put(attribute.name(), attribute.secret() ? new Value.Secret(value) : value);
    }
    schema
        .objectType()
        .fields()
        .forEach((name, field) -> fields.putIfAbsent(name, Value.Unknown.of(field.type())));
    return new Value.Obj(fields);
  }

  /** Returns the values with every attribute there, and with those that are secret marked so. */
  public static Value.Obj complete(BlockSchema schema, Value.Obj values) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    fields.putAll(values.fields());
    schema.attributes().forEach((name, _) -> fields.putIfAbsent(name, Values.NULL));
    schema.blocks().forEach((name, _) -> fields.putIfAbsent(name, Values.NULL));
    fields.replaceAll((name, value) -> marked(schema, name, value));
    return new Value.Obj(fields);
  }

  private static Value marked(BlockSchema schema, String name, Value value) {
    AttributeSchema attribute = schema.attributes().get(name);
    if (attribute != null) {
      return attribute.secret() && !value.isNull() ? new Value.Secret(value) : value;
    }
    NestedBlock block = schema.blocks().get(name);
    return block == null ? value : markBlock(block.block(), value);
  }

  private static Value markBlock(BlockSchema schema, Value value) {
    return switch (value) {
      case Value.Obj(var fields) -> {
        SortedMap<String, Value> out = new TreeMap<>(fields);
        out.replaceAll((name, field) -> marked(schema, name, field));
        yield new Value.Obj(out);
      }
      case Value.ListOf(Type element, List<Value> items) -> {
        List<Value> out = new ArrayList<>();
        items.forEach(item -> out.add(markBlock(schema, item)));
        yield new Value.ListOf(element, out);
      }
      case Value.MapOf(Type element, var entries) -> {
        SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
        entries.forEach((key, item) -> out.put(key, markBlock(schema, item)));
        yield new Value.MapOf(element, out);
      }
      default -> value;
    };
  }
}
