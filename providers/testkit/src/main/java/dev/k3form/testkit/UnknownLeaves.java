package dev.k3form.testkit;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Makes single texts and numbers inside a configuration unknown, as they are where a list, a map or
 * a block refers to something that is still to be created. What is wholly known otherwise stays so:
 * keys, counts, and sets, of which nothing is known when an element is not.
 */
final class UnknownLeaves {
  private final Predicate<Integer> chosen;
  private int seen;

  private UnknownLeaves(Predicate<Integer> chosen) {
    this.chosen = chosen;
  }

  /** Returns the configuration with one leaf unknown, for each leaf. */
  static List<Value> each(Value config) {
    UnknownLeaves counting = new UnknownLeaves(_ -> false);
    Value unchanged = counting.in(config);
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < counting.seen; i++) {
      int wanted = i;
      out.add(new UnknownLeaves(n -> n == wanted).in(unchanged));
    }
    return out;
  }

  /** Returns the configuration with every leaf unknown. */
  static Value all(Value config) {
    return new UnknownLeaves(_ -> true).in(config);
  }

  private Value in(Value value) {
    return switch (value) {
      case Value.Null _, Value.Unknown _, Value.SetOf _ -> value;
      case Value.Str _ -> leaf(value, Type.STRING);
      case Value.Num _ -> leaf(value, Type.NUMBER);
      case Value.Bool _ -> leaf(value, Type.BOOL);
      case Value.Size _ -> leaf(value, Type.SIZE);
      case Value.Time _ -> leaf(value, Type.DURATION);
      case Value.Secret(Value inner) -> new Value.Secret(in(inner));
      case Value.ListOf(Type element, List<Value> items) ->
          new Value.ListOf(element, items.stream().map(this::in).toList());
      case Value.Tuple(List<Value> items) -> new Value.Tuple(items.stream().map(this::in).toList());
      case Value.MapOf(Type element, SortedMap<String, Value> entries) ->
          new Value.MapOf(element, in(entries));
      case Value.Obj(SortedMap<String, Value> fields) -> new Value.Obj(in(fields));
    };
  }

  private SortedMap<String, Value> in(SortedMap<String, Value> values) {
    SortedMap<String, Value> out = new TreeMap<>();
    values.forEach((name, value) -> out.put(name, in(value)));
    return out;
  }

  private Value leaf(Value value, Type type) {
    return chosen.test(seen++) ? Value.Unknown.of(type) : value;
  }
}
