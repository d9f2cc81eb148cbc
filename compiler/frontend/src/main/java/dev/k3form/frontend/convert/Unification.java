package dev.k3form.frontend.convert;

import dev.k3form.model.type.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the type that values of several types can share without losing anything.
 *
 * <p>Primitives that differ share {@code string} where one of them is a string. Tuples of one
 * length share a tuple, others a list. Objects share a map only with maps; objects with different
 * attributes share nothing, unless they are to be elements of one collection.
 */
public final class Unification {
  private Unification() {}

  /** Returns the shared type of all; any for none; empty if they share none. */
  public static Optional<Type> unify(Collection<Type> types) {
    List<Type> distinct = types.stream().filter(t -> !t.equals(Type.ANY)).distinct().toList();
    if (distinct.isEmpty()) {
      return Optional.of(Type.ANY);
    }
    if (distinct.stream().allMatch(Unification::isPrimitive) && distinct.size() > 1) {
      return distinct.stream().anyMatch(t -> t.equals(Type.STRING) || t instanceof Type.OneOf)
          ? Optional.of(Type.STRING)
          : Optional.empty();
    }
    Optional<Type> shared = Optional.of(distinct.getFirst());
    for (Type type : distinct.subList(1, distinct.size())) {
      shared = shared.flatMap(s -> unify(s, type));
    }
    return shared;
  }

  /** Returns the shared type of elements: objects with different attributes may share a map. */
  public static Optional<Type> unifyElements(Collection<Type> types) {
    Optional<Type> shared = unify(types);
    List<Type> given = types.stream().filter(t -> !t.equals(Type.ANY)).toList();
    if (shared.isPresent() || !given.stream().allMatch(Type.Obj.class::isInstance)) {
      return shared;
    }
    List<Type> fields = new ArrayList<>();
    given.forEach(t -> fields.addAll(fieldTypes(((Type.Obj) t).fields())));
    return unify(fields).map(Type.MapOf::new);
  }

  /** Returns the shared type of two. */
  public static Optional<Type> unify(Type a, Type b) {
    if (a.equals(b) || b.equals(Type.ANY)) {
      return Optional.of(a);
    }
    if (a.equals(Type.ANY)) {
      return Optional.of(b);
    }
    if (isPrimitive(a) && isPrimitive(b)) {
      return unify(List.of(a, b));
    }
    return switch (a) {
      case Type.ListOf(Type x) ->
          switch (b) {
            case Type.ListOf(Type y) -> unify(x, y).map(Type.ListOf::new);
            case Type.SetOf(Type y) -> unify(x, y).map(Type.ListOf::new);
            case Type.Tuple(List<Type> ys) -> elements(x, ys).map(Type.ListOf::new);
            case Type.Primitive _, Type.OneOf _, Type.MapOf _, Type.Obj _ -> Optional.empty();
          };
      case Type.SetOf(Type x) ->
          switch (b) {
            case Type.ListOf(Type y) -> unify(x, y).map(Type.ListOf::new);
            case Type.SetOf(Type y) -> unify(x, y).map(Type.SetOf::new);
            case Type.Tuple(List<Type> ys) -> elements(x, ys).map(Type.SetOf::new);
            case Type.Primitive _, Type.OneOf _, Type.MapOf _, Type.Obj _ -> Optional.empty();
          };
      case Type.Tuple(List<Type> xs) ->
          switch (b) {
            case Type.ListOf(Type y) -> elements(y, xs).map(Type.ListOf::new);
            case Type.SetOf(Type y) -> elements(y, xs).map(Type.SetOf::new);
            case Type.Tuple(List<Type> ys) -> tuples(xs, ys);
            case Type.Primitive _, Type.OneOf _, Type.MapOf _, Type.Obj _ -> Optional.empty();
          };
      case Type.MapOf(Type x) ->
          switch (b) {
            case Type.MapOf(Type y) -> unify(x, y).map(Type.MapOf::new);
            case Type.Obj(var ys) -> elements(x, fieldTypes(ys)).map(Type.MapOf::new);
            case Type.Primitive _, Type.OneOf _, Type.ListOf _, Type.SetOf _, Type.Tuple _ ->
                Optional.empty();
          };
      case Type.Obj(var xs) ->
          switch (b) {
            case Type.MapOf(Type y) -> elements(y, fieldTypes(xs)).map(Type.MapOf::new);
            case Type.Obj(var ys) -> objects(xs, ys);
            case Type.Primitive _, Type.OneOf _, Type.ListOf _, Type.SetOf _, Type.Tuple _ ->
                Optional.empty();
          };
      case Type.Primitive _, Type.OneOf _ -> Optional.empty();
    };
  }

  private static Optional<Type> elements(Type first, List<Type> others) {
    List<Type> all = new ArrayList<>(others);
    all.add(first);
    return unify(all);
  }

  private static Optional<Type> tuples(List<Type> xs, List<Type> ys) {
    if (xs.size() != ys.size()) {
      return list(xs, ys);
    }
    List<Type> each = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      Optional<Type> one = unify(xs.get(i), ys.get(i));
      if (one.isEmpty()) {
        return list(xs, ys);
      }
      each.add(one.get());
    }
    return Optional.of(new Type.Tuple(each));
  }

  private static Optional<Type> list(List<Type> xs, List<Type> ys) {
    List<Type> all = new ArrayList<>(xs);
    all.addAll(ys);
    return unify(all).map(Type.ListOf::new);
  }

  private static Optional<Type> objects(Map<String, Type.Field> xs, Map<String, Type.Field> ys) {
    if (!xs.keySet().equals(ys.keySet())) {
      return Optional.empty();
    }
    TreeMap<String, Type.Field> fields = new TreeMap<>();
    for (Map.Entry<String, Type.Field> x : xs.entrySet()) {
      Type.Field y = ys.get(x.getKey());
      if (y == null) {
        return Optional.empty();
      }
      Optional<Type> one = unify(x.getValue().type(), y.type());
      if (one.isEmpty()) {
        return Optional.empty();
      }
      boolean optional = x.getValue().optional() || y.optional();
      fields.put(x.getKey(), new Type.Field(one.get(), optional, Optional.empty()));
    }
    return Optional.of(new Type.Obj(fields));
  }

  private static List<Type> fieldTypes(Map<String, Type.Field> fields) {
    return fields.values().stream().map(Type.Field::type).toList();
  }

  private static boolean isPrimitive(Type type) {
    return type instanceof Type.Primitive || type instanceof Type.OneOf;
  }
}
