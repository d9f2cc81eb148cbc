package dev.k3form.frontend.operations;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;

/** {@code ! && ||} on truth values and strings that hold one. */
public final class Logic {
  private Logic() {}

  /** Returns the opposite. */
  public static Value not(Value operand) {
    return Taint.through(
        operand,
        inner ->
            operand("!", inner) instanceof Value.Bool(boolean b)
                ? Value.bool(!b)
                : new Value.Unknown(Type.BOOL, Refinement.NOT_NULL));
  }

  /** Reports whether the left side alone decides the result. */
  public static boolean decides(boolean or, Value left) {
    return operand(or ? "||" : "&&", left).reveal() instanceof Value.Bool(boolean b) && b == or;
  }

  /** Returns the result of {@code ||} or {@code &&}. */
  public static Value join(boolean or, Value left, Value right) {
    String op = or ? "||" : "&&";
    return Taint.through(
        left,
        right,
        (x, y) -> {
          Value l = operand(op, x);
          Value r = operand(op, y);
          if (l instanceof Value.Bool(boolean b)) {
            return b == or ? l : r;
          }
          return r instanceof Value.Bool(boolean b) && b == or
              ? r
              : new Value.Unknown(Type.BOOL, Refinement.NOT_NULL);
        });
  }

  /** Returns the operand as a truth value, known or not. */
  public static Value operand(String operator, Value value) {
    if (value.isNull()) {
      throw new ValueException(
          new ValueProblem.NullValue("an operand of `" + operator + "` is null"));
    }
    if (!Conversion.isConvertible(value, Type.BOOL)) {
      throw new ValueException(
          new ValueProblem.BadOperands(
              operator,
              "this is of type " + Types.name(value),
              "`" + operator + "` works on `true` and `false`"));
    }
    return Conversion.convert(value, Type.BOOL);
  }
}
