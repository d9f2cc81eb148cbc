package dev.k3form.engine.observe;

import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /**
   * Returns what another type made of attributes, with everything secret that was so: where an
   * attribute kept its name, and where a text holds one that was secret elsewhere.
   */
  public static Value.Obj kept(Value.Obj before, Value.Obj after) {
    if (!Values.containsSecret(before)) {
      return after;
    }
    Set<Value> secrets = new HashSet<>();
    collect(before, false, secrets);
    return (Value.Obj) spread(like(before, after), secrets);
  }

  private static void collect(Value value, boolean secret, Set<Value> out) {
    boolean inside = secret || value instanceof Value.Secret;
    switch (value.reveal()) {
      case Value.Str s when inside && !s.value().isEmpty() -> out.add(s);
      case Value.Num n when inside -> out.add(n);
      case Value v ->
          Values.children(
              v,
              child -> {
                collect(child, inside, out);
                return child;
              });
    }
  }

  private static Value spread(Value value, Set<Value> secrets) {
    return switch (value) {
      case Value.Secret s -> s;
      case Value.Str s when secrets.stream().anyMatch(secret -> holds(s, secret)) ->
          new Value.Secret(s);
      case Value.Num n when secrets.contains(n) -> new Value.Secret(n);
      case Value v -> Values.children(v, child -> spread(child, secrets));
    };
  }

  /**
   * Reports whether a text is a secret, or has one in it that is too long to be there by chance.
   */
  private static boolean holds(Value.Str text, Value secret) {
    return secret instanceof Value.Str(String s)
        && (text.value().equals(s) || (s.length() >= 4 && text.value().contains(s)));
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
