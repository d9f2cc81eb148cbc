package dev.k3form.model.value;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Questions about values and rewriting of them, at any depth. */
public final class Values {
  /** The absent value. */
  public static final Value.Null NULL = new Value.Null();

  /** The truth value true. */
  public static final Value.Bool TRUE = new Value.Bool(true);

  /** The truth value false. */
  public static final Value.Bool FALSE = new Value.Bool(false);

  private Values() {}

  /** Reports whether nothing inside the value is unknown. */
  public static boolean isWhollyKnown(Value value) {
    return switch (value) {
      case Value.Unknown _ -> false;
      case Value.Secret(Value inner) -> isWhollyKnown(inner);
      case Value.ListOf(var _, List<Value> items) -> items.stream().allMatch(Values::isWhollyKnown);
      case Value.SetOf(var _, List<Value> items) -> items.stream().allMatch(Values::isWhollyKnown);
      case Value.Tuple(List<Value> items) -> items.stream().allMatch(Values::isWhollyKnown);
      case Value.MapOf(var _, Map<String, Value> m) ->
          m.values().stream().allMatch(Values::isWhollyKnown);
      case Value.Obj(Map<String, Value> m) -> m.values().stream().allMatch(Values::isWhollyKnown);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _ -> true;
    };
  }

  /** Reports whether anything inside the value is a secret. */
  public static boolean containsSecret(Value value) {
    return switch (value) {
      case Value.Secret _ -> true;
      case Value.ListOf(var _, List<Value> items) ->
          items.stream().anyMatch(Values::containsSecret);
      case Value.SetOf(var _, List<Value> items) -> items.stream().anyMatch(Values::containsSecret);
      case Value.Tuple(List<Value> items) -> items.stream().anyMatch(Values::containsSecret);
      case Value.MapOf(var _, Map<String, Value> m) ->
          m.values().stream().anyMatch(Values::containsSecret);
      case Value.Obj(Map<String, Value> m) -> m.values().stream().anyMatch(Values::containsSecret);
      case Value.Unknown _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _ ->
          false;
    };
  }

  /** Returns the value as a secret. */
  public static Value secret(Value value) {
    return new Value.Secret(value);
  }

  /**
   * Returns the value with no secret wrapping at any depth.
   *
   * <p>For comparing values and for handing them to the service that needs them; never for showing.
   */
  public static Value revealAll(Value value) {
    return value instanceof Value.Secret(Value inner)
        ? revealAll(inner)
        : children(value, Values::revealAll);
  }

  /** Returns a value of the same kind whose direct children went through the function. */
  public static Value children(Value value, UnaryOperator<Value> each) {
    return switch (value) {
      case Value.Secret(Value inner) -> new Value.Secret(each.apply(inner));
      case Value.ListOf(var type, var items) -> new Value.ListOf(type, map(items, each));
      case Value.SetOf(var type, var items) -> new Value.SetOf(type, map(items, each));
      case Value.Tuple(var items) -> new Value.Tuple(map(items, each));
      case Value.MapOf(var type, var entries) -> new Value.MapOf(type, map(entries, each));
      case Value.Obj(var fields) -> new Value.Obj(map(fields, each));
      case Value.Unknown _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _ ->
          value;
    };
  }

  private static List<Value> map(List<Value> items, UnaryOperator<Value> each) {
    return items.stream().map(each).toList();
  }

  private static SortedMap<String, Value> map(
      Map<String, Value> entries, UnaryOperator<Value> each) {
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    entries.forEach((key, item) -> out.put(key, each.apply(item)));
    return out;
  }
}
