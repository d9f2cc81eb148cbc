package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.Unification;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.operations.Equality;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.Optional;

/**
 * The type of a conditional, found from both of its arms.
 *
 * <p>Where the arms share a type the result is of it, so that {@code c ? 1 : "a"} is a string
 * either way. Where they are both objects, both sequences, or object and map, that share none, the
 * chosen one stays as it is: no attribute is ever dropped. Anything else is a mistake.
 */
final class Arms {
  private Arms() {}

  /** Returns the chosen arm as a value of the type that both share. */
  static Value adjusted(Value chosen, Value other, boolean first, Expr.Conditional at) {
    if (chosen.isNull() || other.isNull()) {
      return chosen;
    }
    Type mine = Types.of(chosen);
    Type others = Types.of(other);
    Optional<Type> shared = shared(first ? mine : others, first ? others : mine, at);
    return shared.map(type -> converted(chosen, type)).orElse(chosen);
  }

  /** Returns what is known of the result while the condition is unknown. */
  static Value unknown(Value first, Value second, Expr.Conditional at) {
    boolean secret = Values.containsSecret(first) || Values.containsSecret(second);
    if (!secret && Equality.same(first, second).equals(Optional.of(true))) {
      return first;
    }
    boolean notNull = isNotNull(first) && isNotNull(second);
    Type type;
    if (first.isNull() || second.isNull()) {
      type = first.isNull() ? Types.of(second) : Types.of(first);
    } else {
      type = shared(Types.of(first), Types.of(second), at).orElse(Type.ANY);
    }
    Value unknown = new Value.Unknown(type, notNull ? Refinement.NOT_NULL : Refinement.NONE);
    return secret ? new Value.Secret(unknown) : unknown;
  }

  private static boolean isNotNull(Value value) {
    return switch (value.reveal()) {
      case Value.Null _ -> false;
      case Value.Unknown(Type _, Refinement refinement) -> refinement.notNull();
      default -> true;
    };
  }

  private static Value converted(Value value, Type type) {
    try {
      return Conversion.convert(value, type);
    } catch (ValueException e) {
      return value;
    }
  }

  private static Optional<Type> shared(Type first, Type second, Expr.Conditional at) {
    Optional<Type> shared = Unification.unify(first, second);
    if (shared.isEmpty() && (shape(first) != shape(second) || shape(first) == 0)) {
      throw new ValueException(
          new ValueProblem.DifferentArms(
              Types.name(first), Types.name(second), at.whenTrue().span(), at.whenFalse().span()),
          at.span());
    }
    return shared.filter(type -> !type.equals(Type.ANY));
  }

  private static int shape(Type type) {
    return switch (type) {
      case Type.Primitive _, Type.OneOf _ -> 0;
      case Type.ListOf _, Type.SetOf _, Type.Tuple _ -> 1;
      case Type.MapOf _, Type.Obj _ -> 2;
    };
  }
}
