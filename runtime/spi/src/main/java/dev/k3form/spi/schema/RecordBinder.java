package dev.k3form.spi.schema;

import dev.k3form.model.schema.Presence;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects of the language into the records of resource types, and back.
 *
 * <p>Values are taken to be of the schema's types already; that is the checker's work. Unknown
 * computed attributes become null; unknown arguments cannot be bound.
 */
public final class RecordBinder {
  private RecordBinder() {}

  /** Reports whether nothing in the arguments is unknown. */
  public static boolean isBindable(Value.Obj values, Class<? extends Record> type) {
    return Component.of(type).stream()
        .filter(c -> c.presence() != Presence.COMPUTED)
        .allMatch(
            c ->
                Values.isWhollyKnown(values.get(c.name()))
                    || (c.presence() == Presence.OPTIONAL_COMPUTED
                        && values.get(c.name()) instanceof Value.Unknown));
  }

  /** Returns the record of the values. */
  public static <R extends Record> R bind(Value.Obj values, Class<R> type) {
    List<Component> components = Component.of(type);
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    Class<?>[] parameters = new Class<?>[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Component c = components.get(i);
      parameters[i] = c.java().getType();
      arguments[i] = argument(values.get(c.name()), c);
    }
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("cannot make " + type.getSimpleName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type.getSimpleName(), e);
    }
  }

  private static @Nullable Object argument(Value given, Component c) {
    Value value = given.reveal();
    if (value instanceof Value.Null && c.defaultValue().isPresent()) {
      value = c.defaultValue().get();
    }
    if (value instanceof Value.Null || value instanceof Value.Unknown) {
      Class<?> raw = c.java().getType();
      if (c.block() != null && raw == List.class) {
        return List.of();
      }
      if (c.block() != null && Map.class.isAssignableFrom(raw)) {
        return Map.of();
      }
      return zero(raw);
    }
    return toJava(value, c.java().getGenericType());
  }

  private static @Nullable Object zero(Class<?> raw) {
    if (raw == boolean.class) {
      return false;
    }
    return raw == int.class ? (Object) 0 : raw == long.class ? (Object) 0L : null;
  }

  private static @Nullable Object toJava(Value given, java.lang.reflect.Type type) {
    Value value = given.reveal();
    if (type == Value.class) {
      return given;
    }
    return switch (value) {
      case Value.Null _, Value.Unknown _ -> null;
      case Value.Bool(boolean b) -> b;
      case Value.Num(BigDecimal n) -> number(n, type);
      case Value.Str(String s) -> type == SecretString.class ? new SecretString(s) : s;
      case Value.Size(BigInteger bytes) -> new ByteSize(bytes.longValueExact());
      case Value.Time(Duration d) -> d;
      case Value.ListOf(var _, List<Value> items) -> sequence(items, type);
      case Value.SetOf(var _, List<Value> items) -> sequence(items, type);
      case Value.Tuple(List<Value> items) -> sequence(items, type);
      case Value.MapOf(var _, Map<String, Value> entries) -> map(entries, type);
      case Value.Obj o ->
          type instanceof Class<?> c && c.isRecord()
              ? bind(o, c.asSubclass(Record.class))
              : map(o.fields(), type);
      case Value.Secret(Value inner) -> toJava(inner, type);
    };
  }

  private static Object number(BigDecimal n, java.lang.reflect.Type type) {
    if (type == int.class || type == Integer.class) {
      return n.intValueExact();
    }
    return type == long.class || type == Long.class ? (Object) n.longValueExact() : n;
  }

  private static Object sequence(List<Value> items, java.lang.reflect.Type type) {
    java.lang.reflect.Type element = parameter(type);
    List<@Nullable Object> out = new ArrayList<>();
    items.forEach(item -> out.add(toJava(item, element)));
    return ((ParameterizedType) type).getRawType() == Set.class
        ? new LinkedHashSet<>(out)
        : List.copyOf(out);
  }

  private static Object map(Map<String, Value> entries, java.lang.reflect.Type type) {
    java.lang.reflect.Type element = parameter(type);
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    entries.forEach((key, item) -> out.put(key, toJava(item, element)));
    return type instanceof ParameterizedType p && p.getRawType() == SortedMap.class
        ? new TreeMap<>(out)
        : out;
  }

  private static java.lang.reflect.Type parameter(java.lang.reflect.Type type) {
    java.lang.reflect.Type[] parameters = ((ParameterizedType) type).getActualTypeArguments();
    return parameters[parameters.length - 1];
  }

  /** Returns the values of a record; secrets are wrapped. */
  public static Value.Obj unbind(Record record) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    for (Component c : Component.of(record.getClass())) {
      Value value = toValue(component(record, c.java()), c.type());
      fields.put(c.name(), c.secret() && !value.isNull() ? new Value.Secret(value) : value);
    }
    return new Value.Obj(fields);
  }

  private static @Nullable Object component(Record record, RecordComponent java) {
    try {
      var accessor = java.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + java, e);
    }
  }

  private static Value toValue(@Nullable Object java, Type type) {
    return switch (java) {
      case null -> Values.NULL;
      case Value v -> v;
      case Boolean b -> Value.bool(b);
      case Integer i -> Value.num(i);
      case Long l -> Value.num(l);
      case BigDecimal n -> new Value.Num(n);
      case String s -> Value.str(s);
      case SecretString s -> new Value.Secret(Value.str(s.reveal()));
      case ByteSize s -> new Value.Size(BigInteger.valueOf(s.bytes()));
      case Duration d -> new Value.Time(d);
      case List<?> items -> new Value.ListOf(element(type), values(items, type));
      case Set<?> items -> new Value.SetOf(element(type), values(items, type));
      case Map<?, ?> entries -> {
        SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
        entries.forEach((key, item) -> out.put(String.valueOf(key), toValue(item, element(type))));
        yield new Value.MapOf(element(type), out);
      }
      case Record r -> unbind(r);
      default -> throw new IllegalStateException("no value for " + java.getClass());
    };
  }

  private static List<Value> values(Iterable<?> items, Type type) {
    List<Value> out = new ArrayList<>();
    items.forEach(item -> out.add(toValue(item, element(type))));
    return out;
  }

  private static Type element(Type type) {
    return switch (type) {
      case Type.ListOf(Type element) -> element;
      case Type.SetOf(Type element) -> element;
      case Type.MapOf(Type element) -> element;
      case Type.Primitive _, Type.OneOf _, Type.Tuple _, Type.Obj _ -> Type.ANY;
    };
  }

  /** Returns the values with everything wrapped that the record's annotations call secret. */
  public static Value.Obj markSecrets(Value.Obj values, Class<? extends Record> type) {
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    out.putAll(values.fields());
    for (Component c : Component.of(type)) {
      Value value = out.get(c.name());
      if (value == null || value.isNull()) {
        continue;
      }
      if (c.secret()) {
        out.put(c.name(), new Value.Secret(value));
      } else if (c.recordClass().isPresent()) {
        out.put(c.name(), markNested(value, c.recordClass().get()));
      }
    }
    return new Value.Obj(out);
  }

  private static Value markNested(Value value, Class<? extends Record> type) {
    return value instanceof Value.Obj o
        ? markSecrets(o, type)
        : Values.children(value, child -> markNested(child, type));
  }
}
