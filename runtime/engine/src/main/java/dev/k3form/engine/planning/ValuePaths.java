package dev.k3form.engine.planning;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.AttributePath.Step;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks into values along paths, and replaces what is there. */
final class ValuePaths {
  private ValuePaths() {}

  /** Returns what is at the path, null if nothing is. */
  static Value get(Value root, AttributePath path) {
    Value at = root;
    for (Step step : path.steps()) {
      at = child(at.reveal(), step);
    }
    return at;
  }

  private static Value child(Value value, Step step) {
    return switch (step) {
      case Step.Attribute(String name) -> key(value, name);
      case Step.Key(String key) -> key(value, key);
      case Step.Element(int index) ->
          switch (value) {
            case Value.ListOf(var _, List<Value> items) -> item(items, index);
            case Value.Tuple(List<Value> items) -> item(items, index);
            case Value _ -> Values.NULL;
          };
    };
  }

  private static Value key(Value value, String name) {
    return switch (value) {
      case Value.Obj o -> o.get(name);
      case Value.MapOf(var _, var entries) -> entries.getOrDefault(name, Values.NULL);
      case Value _ -> Values.NULL;
    };
  }

  private static Value item(List<Value> items, int index) {
    return index < items.size() ? items.get(index) : Values.NULL;
  }

  /** Returns the value with what is at the path replaced; as it is where the path leads nowhere. */
  static Value with(Value root, AttributePath path, Value replacement) {
    if (path.steps().isEmpty()) {
      return replacement;
    }
    Step step = path.steps().getFirst();
    AttributePath rest = new AttributePath(path.steps().subList(1, path.steps().size()));
    return switch (root) {
      case Value.Secret(Value inner) -> new Value.Secret(with(inner, path, replacement));
      case Value.Obj o ->
          name(step) == null
              ? o
              : o.with(nameOf(step), with(o.get(nameOf(step)), rest, replacement));
      case Value.MapOf(var type, var entries) -> {
        SortedMap<String, Value> copy = new TreeMap<>(KeyOrder.INSTANCE);
        copy.putAll(entries);
        if (name(step) != null) {
          Value now = entries.getOrDefault(nameOf(step), Values.NULL);
          Value then = with(now, rest, replacement);
          if (then.isNull()) {
            copy.remove(nameOf(step));
          } else {
            copy.put(nameOf(step), then);
          }
        }
        yield new Value.MapOf(type, copy);
      }
      case Value.ListOf(var type, List<Value> items) ->
          new Value.ListOf(type, items(items, step, rest, replacement));
      case Value.Tuple(List<Value> items) -> new Value.Tuple(items(items, step, rest, replacement));
      case Value.SetOf _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.Unknown _ ->
          root;
    };
  }

  private static List<Value> items(
      List<Value> items, Step step, AttributePath rest, Value replacement) {
    if (!(step instanceof Step.Element(int index)) || index >= items.size()) {
      return items;
    }
    List<Value> copy = new ArrayList<>(items);
    copy.set(index, with(items.get(index), rest, replacement));
    return copy;
  }

  private static @org.jspecify.annotations.Nullable String name(Step step) {
    return switch (step) {
      case Step.Attribute(String name) -> name;
      case Step.Key(String key) -> key;
      case Step.Element _ -> null;
    };
  }

  private static String nameOf(Step step) {
    return String.valueOf(name(step));
  }
}
