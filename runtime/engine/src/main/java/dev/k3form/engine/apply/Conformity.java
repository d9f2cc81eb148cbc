package dev.k3form.engine.apply;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what came out is what was known before. */
final class Conformity {
  private Conformity() {}

  /** Returns the first attribute that was known and is something else now. */
  static Optional<String> violation(Value.Obj before, Value.Obj now) {
    for (Map.Entry<String, Value> attribute : before.fields().entrySet()) {
      if (!conforms(attribute.getValue(), now.get(attribute.getKey()))) {
        return Optional.of(attribute.getKey());
      }
    }
    return Optional.empty();
  }

  private static boolean conforms(Value before, Value now) {
    Value b = before.reveal();
    Value n = now.reveal();
    return switch (b) {
      case Value.Unknown _ -> true;
      case Value.Obj(var fields) ->
          n instanceof Value.Obj other
              && fields.entrySet().stream()
                  .allMatch(e -> conforms(e.getValue(), other.get(e.getKey())));
      case Value.MapOf(var _, var entries) ->
          n instanceof Value.MapOf other
              && entries.keySet().equals(other.entries().keySet())
              && entries.entrySet().stream()
                  .allMatch(
                      e ->
                          conforms(
                              e.getValue(), other.entries().getOrDefault(e.getKey(), Values.NULL)));
      case Value.ListOf(var _, List<Value> items) ->
          n instanceof Value.ListOf other && items(items, other.items());
      case Value.Tuple(List<Value> items) ->
          n instanceof Value.Tuple other && items(items, other.items());
      case Value.SetOf(var _, List<Value> items) ->
          items.stream().anyMatch(i -> !Values.isWhollyKnown(i)) || same(b, n);
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.Secret _ ->
          same(b, n);
    };
  }

  private static boolean items(List<Value> before, List<Value> now) {
    if (before.size() != now.size()) {
      return false;
    }
    Iterator<Value> other = now.iterator();
    return before.stream().allMatch(b -> conforms(b, other.next()));
  }

  private static boolean same(Value a, Value b) {
    return Values.revealAll(a).equals(Values.revealAll(b));
  }
}
