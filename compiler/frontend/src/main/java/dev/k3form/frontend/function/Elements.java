package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.Unification;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.Collection;
import java.util.List;

/** The types of what collections hold, and collections of what belongs together. */
final class Elements {
  private Elements() {}

  /** Returns the type of the elements of a collection, any if they share none. */
  static Type type(Value collection) {
    return type(Types.of(collection));
  }

  /** Returns the type of the elements of collections of a type, any if they share none. */
  static Type type(Type collection) {
    return switch (collection) {
      case Type.ListOf(Type element) -> element;
      case Type.SetOf(Type element) -> element;
      case Type.MapOf(Type element) -> element;
      case Type.Tuple(List<Type> elements) -> Unification.unify(elements).orElse(Type.ANY);
      case Type.Obj(var fields) ->
          Unification.unify(fields.values().stream().map(Type.Field::type).toList())
              .orElse(Type.ANY);
      case Type.Primitive _, Type.OneOf _ -> Type.ANY;
    };
  }

  /** Returns the shared type of values, any if they share none. */
  static Type shared(Collection<Value> values) {
    return Unification.unify(values.stream().map(Types::of).toList()).orElse(Type.ANY);
  }
}
