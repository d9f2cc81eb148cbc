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
 * @param closed why only what is bound in place may be named, empty where all may be
 * @param repeatable whether what is computed must be the same each time
 * @param check the check block that it is in, empty outside of them
 * @param bound the names that surrounding expressions and blocks bind
 */
record Place(
    boolean each,
    boolean count,
    boolean self,
    String closed,
    boolean repeatable,
    String check,
    Map<String, Expr.Binding> bound) {
  /** A place with nothing special. */
  static final Place PLAIN = new Place(false, false, false, "", false, "", Map.of());

  /** The inside of a function. */
  static final Place FUNCTION = closed("a function knows only its parameters", true);

  /** The default of a variable. */
  static final Place DEFAULT = closed("a default depends on nothing else", true);

  /** A template in a file. */
  static final Place TEMPLATE = closed("a template knows only what it is given", false);

  private static Place closed(String why, boolean repeatable) {
    return new Place(false, false, false, why, repeatable, "", Map.of());
  }

  Place withEach() {
    return new Place(true, false, self, closed, repeatable, check, bound);
  }

  Place withCount() {
    return new Place(false, true, self, closed, repeatable, check, bound);
  }

  Place withSelf() {
    return new Place(each, count, true, closed, repeatable, check, bound);
  }

  Place inCheck(String name) {
    return new Place(each, count, self, closed, repeatable, name, bound);
  }

  Place bind(Expr.Binding binding) {
    Map<String, Expr.Binding> more = new HashMap<>(bound);
    more.put(binding.name(), binding);
    return new Place(each, count, self, closed, repeatable, check, more);
  }
}
