package dev.k3form.frontend.operations;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Keeps what depends on a secret a secret. */
public final class Taint {
  private Taint() {}

  /** Applies an operation to what is inside; the result is a secret if the operand is. */
  public static Value through(Value operand, UnaryOperator<Value> operation) {
    return operand instanceof Value.Secret(Value inner)
        ? new Value.Secret(operation.apply(inner))
        : operation.apply(operand);
  }

  /** Applies an operation to what is inside; the result is a secret if an operand is. */
  public static Value through(Value left, Value right, BinaryOperator<Value> operation) {
    Value result = operation.apply(left.reveal(), right.reveal());
    return left instanceof Value.Secret || right instanceof Value.Secret
        ? new Value.Secret(result)
        : result;
  }

  /** Returns the value as a secret if any of the sources holds one at any depth. */
  public static Value spread(Value value, List<Value> sources) {
    return sources.stream().anyMatch(Values::containsSecret) ? new Value.Secret(value) : value;
  }

  /** Returns the value as a secret if the condition holds. */
  public static Value when(boolean secret, Value value) {
    return secret ? new Value.Secret(value) : value;
  }
}
