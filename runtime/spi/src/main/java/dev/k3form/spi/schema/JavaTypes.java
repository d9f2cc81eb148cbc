package dev.k3form.spi.schema;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The language's types of Java types. */
final class JavaTypes {
  private static final Map<Class<?>, Type> SIMPLE =
      Map.ofEntries(
          Map.entry(String.class, Type.STRING),
          Map.entry(SecretString.class, Type.STRING),
          Map.entry(int.class, Type.NUMBER),
          Map.entry(Integer.class, Type.NUMBER),
          Map.entry(long.class, Type.NUMBER),
          Map.entry(Long.class, Type.NUMBER),
          Map.entry(BigDecimal.class, Type.NUMBER),
          Map.entry(boolean.class, Type.BOOL),
          Map.entry(Boolean.class, Type.BOOL),
          Map.entry(ByteSize.class, Type.SIZE),
          Map.entry(Duration.class, Type.DURATION),
          Map.entry(Value.class, Type.ANY));

  private JavaTypes() {}

  static Type typeOf(java.lang.reflect.Type java) {
    if (java instanceof Class<?> c) {
      Type simple = SIMPLE.get(c);
      if (simple != null) {
        return simple;
      }
      if (c.isRecord()) {
        return object(c.asSubclass(Record.class));
      }
    }
    if (java instanceof ParameterizedType p) {
      java.lang.reflect.Type[] arguments = p.getActualTypeArguments();
      Type element = typeOf(arguments[arguments.length - 1]);
      if (p.getRawType() == List.class) {
        return new Type.ListOf(element);
      }
      if (p.getRawType() == Set.class) {
        return new Type.SetOf(element);
      }
      if (p.getRawType() == Map.class || p.getRawType() == SortedMap.class) {
        return new Type.MapOf(element);
      }
    }
    throw new IllegalArgumentException("no type of the language for the component type " + java);
  }

  private static Type object(Class<? extends Record> record) {
    SortedMap<String, Type.Field> fields = new TreeMap<>();
    for (Component c : Component.of(record)) {
      boolean required = c.presence() == dev.k3form.model.schema.Presence.REQUIRED;
      fields.put(c.name(), new Type.Field(c.type(), !required, c.defaultValue()));
    }
    return new Type.Obj(fields);
  }

  static Type choice(Type type, List<String> choices) {
    return switch (type) {
      case Type.ListOf(Type element) -> new Type.ListOf(choice(element, choices));
      case Type.SetOf(Type element) -> new Type.SetOf(choice(element, choices));
      case Type.MapOf(Type element) -> new Type.MapOf(choice(element, choices));
      case Type.Primitive _, Type.OneOf _, Type.Tuple _, Type.Obj _ -> new Type.OneOf(choices);
    };
  }
}
