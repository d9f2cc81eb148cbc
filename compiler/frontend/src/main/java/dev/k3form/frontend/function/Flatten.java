package dev.k3form.frontend.function;

import dev.k3form.frontend.operations.Taint;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the elements of lists in the place of the lists; what may be a list only later makes the
 * result unknown, and a secret list makes it secret, since its length would show.
 */
final class Flatten {
  private final List<Value> out = new ArrayList<>();
  private boolean unknown;
  private boolean secret;

  private Flatten() {}

  static Value list(Arguments a) {
    Flatten flat = new Flatten();
    flat.add(a.items(0));
    return flat.unknown
        ? Taint.spread(new Value.Unknown(Type.ANY, Refinement.NOT_NULL), a.values())
        : Taint.when(flat.secret, new Value.Tuple(flat.out));
  }

  private void add(List<Value> items) {
    for (Value item : items) {
      switch (item.reveal()) {
        case Value.ListOf(var _, List<Value> inner) -> inside(item, inner);
        case Value.SetOf(var _, List<Value> inner) -> inside(item, inner);
        case Value.Tuple(List<Value> inner) -> inside(item, inner);
        case Value.Unknown(Type type, var _) when mayBeList(type) -> unknown = true;
        default -> out.add(item);
      }
    }
  }

  private void inside(Value list, List<Value> items) {
    secret |= list instanceof Value.Secret;
    add(items);
  }

  private static boolean mayBeList(Type type) {
    return switch (type) {
      case Type.ListOf _, Type.SetOf _, Type.Tuple _ -> true;
      case Type.MapOf _, Type.Obj _, Type.OneOf _ -> false;
      case Type.Primitive p -> p == Type.Primitive.ANY;
    };
  }
}
