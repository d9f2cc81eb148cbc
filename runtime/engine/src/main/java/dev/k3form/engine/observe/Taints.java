package dev.k3form.engine.observe;

import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries the taint of secrets over what providers answer.
 *
 * <p>A provider marks what its schema calls secret, and cannot know that the user gave a secret
 * where anything may stand.
 */
public final class Taints {
  private Taints() {}

  /** Returns the answer with everything secret that stands where the model has a secret. */
  public static Value.Obj like(Value.Obj model, Value.Obj answer) {
    if (!Values.containsSecret(model)) {
      return answer;
    }
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    answer.fields().forEach((name, value) -> out.put(name, value(model.get(name), value)));
    return new Value.Obj(out);
  }

  private static Value value(Value model, Value answer) {
    if (!Values.containsSecret(model) || answer.isNull()) {
      return answer;
    }
    return switch (model) {
      case Value.Obj m when answer instanceof Value.Obj a -> like(m, a);
      case Value.MapOf m when answer instanceof Value.MapOf a -> {
        SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
        a.entries()
            .forEach((k, v) -> out.put(k, value(m.entries().getOrDefault(k, Values.NULL), v)));
        yield new Value.MapOf(a.element(), out);
      }
      case Value.ListOf m
          when answer instanceof Value.ListOf a && a.items().size() == m.items().size() ->
          new Value.ListOf(a.element(), items(m.items(), a.items()));
      case Value.Tuple m
          when answer instanceof Value.Tuple a && a.items().size() == m.items().size() ->
          new Value.Tuple(items(m.items(), a.items()));
      case Value _ -> new Value.Secret(Values.revealAll(answer));
    };
  }

  private static List<Value> items(List<Value> model, List<Value> answer) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      out.add(value(model.get(i), answer.get(i)));
    }
    return out;
  }
}
