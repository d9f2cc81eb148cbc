package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.COLLECTION;
import static dev.k3form.model.type.Type.ANY;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Unification;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Functions of sets. */
final class SetFunctions {
  private static final Type SET = new Type.SetOf(ANY);

  private SetFunctions() {}

  static List<Function> all() {
    return List.of(
        sets("setintersection", "The elements that are in all sets.")
            .returns(
                SET,
                a -> {
                  List<Value.SetOf> sets = alike(a);
                  Set<Value> out = new LinkedHashSet<>(sets.getFirst().items());
                  sets.forEach(s -> out.retainAll(s.items()));
                  return set(out);
                }),
        Function.named(
                "setproduct", COLLECTION, "All lists of one element of each of the sets or lists.")
            .param("first", ANY)
            .param("second", ANY)
            .rest("sets", ANY)
            .typed(_ -> ANY)
            .returns(new Type.ListOf(new Type.ListOf(ANY)), SetFunctions::product),
        Function.named(
                "setsubtract",
                COLLECTION,
                "The elements of the first set that are not in the second.")
            .param("set", SET)
            .param("without", SET)
            .typed(SetFunctions::sharedType)
            .returns(
                SET,
                a -> {
                  List<Value.SetOf> sets = alike(a);
                  Set<Value> out = new LinkedHashSet<>(sets.getFirst().items());
                  sets.getLast().items().forEach(out::remove);
                  return set(out);
                }),
        sets("setunion", "The elements that are in any of the sets.")
            .returns(
                SET,
                a -> {
                  Set<Value> out = new LinkedHashSet<>();
                  alike(a).forEach(s -> out.addAll(s.items()));
                  return set(out);
                }));
  }

  private static Function.Builder sets(String name, String doc) {
    return Function.named(name, COLLECTION, doc)
        .param("set", SET)
        .rest("sets", SET)
        .typed(SetFunctions::sharedType);
  }

  /** Returns the sets with elements of one type, so that {@code 1} and {@code "1"} are equal. */
  private static List<Value.SetOf> alike(Arguments a) {
    Type shared =
        sharedElement(a.values())
            .orElseThrow(() -> a.failed("the elements of the sets have no type in common"));
    List<Value.SetOf> out = new ArrayList<>();
    for (Value value : a.values()) {
      Value converted = Conversion.convert(Values.revealAll(value), new Type.SetOf(shared));
      out.add((Value.SetOf) converted);
    }
    return out;
  }

  private static Type sharedType(List<Value> sets) {
    return sharedElement(sets).<Type>map(Type.SetOf::new).orElse(SET);
  }

  private static Optional<Type> sharedElement(List<Value> sets) {
    return Unification.unifyElements(sets.stream().map(s -> Elements.type(s.reveal())).toList());
  }

  private static Value set(Set<Value> items) {
    return new Value.SetOf(Elements.shared(items), List.copyOf(items));
  }

  private static Value product(Arguments a) {
    List<List<Value>> rows = List.of(List.of());
    for (int i = 0; i < a.size(); i++) {
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> row : rows) {
        for (Value item : a.items(i)) {
          List<Value> next = new ArrayList<>(row);
          next.add(item);
          longer.add(next);
          if (longer.size() > 1_000_000) {
            throw a.failed("the result has more than a million elements");
          }
        }
      }
      rows = longer;
    }
    List<Type> types = new ArrayList<>();
    boolean sets = true;
    for (int i = 0; i < a.size(); i++) {
      types.add(a.elementType(i));
      sets &= a.get(i) instanceof Value.SetOf;
    }
    List<Value> tuples = rows.stream().<Value>map(Value.Tuple::new).toList();
    Type element = new Type.Tuple(types);
    return sets ? new Value.SetOf(element, tuples) : new Value.ListOf(element, tuples);
  }
}
