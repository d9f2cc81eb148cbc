package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Expr;
import java.util.HashMap;
import java.util.Map;

/**
 * Where an expression stands, which says what it may name.
 *
 * @param each whether {@code each} has a meaning
 * @param count whether {@code count} has a meaning
 * @param self whether {@code self} has a meaning
 * @param pure whether only what is bound in place may be named, as in a function
 * @param check the check block that it is in, empty outside of them
 * @param bound the names that surrounding expressions and blocks bind
 */
record Place(
    boolean each,
    boolean count,
    boolean self,
    boolean pure,
    String check,
    Map<String, Expr.Binding> bound) {
  /** A place with nothing special. */
  static final Place PLAIN = new Place(false, false, false, false, "", Map.of());

  /** The inside of a function. */
  static final Place PURE = new Place(false, false, false, true, "", Map.of());

  Place withEach() {
    return new Place(true, false, self, pure, check, bound);
  }

  Place withCount() {
    return new Place(false, true, self, pure, check, bound);
  }

  Place withSelf() {
    return new Place(each, count, true, pure, check, bound);
  }

  Place inCheck(String name) {
    return new Place(each, count, self, pure, name, bound);
  }

  Place bind(Expr.Binding binding) {
    Map<String, Expr.Binding> more = new HashMap<>(bound);
    more.put(binding.name(), binding);
    return new Place(each, count, self, pure, check, more);
  }
}
