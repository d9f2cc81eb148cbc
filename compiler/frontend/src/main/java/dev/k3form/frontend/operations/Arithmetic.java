package dev.k3form.frontend.operations;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.Units;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.syntax.tree.BinaryOperator;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * {@code + - * / %}, the comparisons and negation on numbers, sizes and durations.
 *
 * <p>Numbers are decimal and exact, but for quotients without end, which keep at least 34
 * significant digits. Sizes are added to sizes, multiplied and divided by numbers, and divided by
 * sizes, which gives a number; a fraction of a byte is rounded down. Durations go the same way. A
 * string that holds a number, size or duration is taken for it; a remainder has the sign of the
 * dividend.
 */
public final class Arithmetic {
  private static final int QUOTIENT_DIGITS = 34;

  private Arithmetic() {}

  /** The three kinds of quantity, as one number each: itself, bytes, seconds. */
  private enum Dimension {
    NUMBER,
    SIZE,
    DURATION;

    Type type() {
      return switch (this) {
        case NUMBER -> Type.NUMBER;
        case SIZE -> Type.SIZE;
        case DURATION -> Type.DURATION;
      };
    }
  }

  private record Quantity(Dimension dimension, BigDecimal amount) {}

  /** Returns the negative. */
  public static Value negate(Value operand) {
    return Taint.through(
        operand,
        inner -> {
          if (inner instanceof Value.Unknown(Type type, var _)) {
            return unknown(dimension("-", type, Type.NUMBER).type());
          }
          Quantity q = quantity("-", inner, Dimension.NUMBER);
          return value(q.dimension, q.amount.negate());
        });
  }

  /** Returns the result of one of the five operators. */
  public static Value apply(BinaryOperator operator, Value left, Value right) {
    return Taint.through(left, right, (l, r) -> arithmetic(operator, l, r));
  }

  /** Returns the truth of one of the four comparisons. */
  public static Value compare(BinaryOperator operator, Value left, Value right) {
    return Taint.through(left, right, (l, r) -> comparison(operator, l, r));
  }

  private static Value arithmetic(BinaryOperator operator, Value left, Value right) {
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      return arithmeticUnknown(operator, left, right);
    }
    String op = operator.symbol();
    Quantity l = quantity(op, left, preferred(right));
    Quantity r = quantity(op, right, preferred(left));
    Dimension result = result(operator, l.dimension, r.dimension);
    return value(result, compute(operator, l.amount, r.amount));
  }

  private static Value arithmeticUnknown(BinaryOperator operator, Value left, Value right) {
    String op = operator.symbol();
    Type l = Types.of(left);
    Type r = Types.of(right);
    if (left.isNull() || right.isNull()) {
      throw new ValueException(new ValueProblem.NullValue("an operand of `" + op + "` is null"));
    }
    boolean open = isOpen(l) || isOpen(r);
    Dimension x = dimension(op, l, r);
    Dimension y = dimension(op, r, l);
    if (open) {
      boolean units = x != Dimension.NUMBER || y != Dimension.NUMBER;
      return unknown(units || l.equals(Type.ANY) || r.equals(Type.ANY) ? Type.ANY : Type.NUMBER);
    }
    return unknown(result(operator, x, y).type());
  }

  private static Value comparison(BinaryOperator operator, Value left, Value right) {
    String op = operator.symbol();
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      if (left.isNull() || right.isNull()) {
        throw new ValueException(new ValueProblem.NullValue("an operand of `" + op + "` is null"));
      }
      Type l = Types.of(left);
      Type r = Types.of(right);
      Dimension x = dimension(op, l, r);
      Dimension y = dimension(op, r, l);
      if (!isOpen(l) && !isOpen(r) && x != y) {
        throw operands(op, x, y);
      }
      return unknown(Type.BOOL);
    }
    Quantity l = quantity(op, left, preferred(right));
    Quantity r = quantity(op, right, preferred(left));
    if (l.dimension != r.dimension) {
      throw operands(op, l.dimension, r.dimension);
    }
    int order = l.amount.compareTo(r.amount);
    return Value.bool(
        switch (operator) {
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          case GREATER_OR_EQUAL -> order >= 0;
          case OR, AND, EQUAL, NOT_EQUAL, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
              throw new IllegalArgumentException(op);
        });
  }

  private static Dimension result(BinaryOperator operator, Dimension l, Dimension r) {
    boolean same = l == r;
    return switch (operator) {
      case ADD, SUBTRACT, MODULO -> {
        if (!same) {
          throw operands(operator.symbol(), l, r);
        }
        yield l;
      }
      case MULTIPLY -> {
        if (l != Dimension.NUMBER && r != Dimension.NUMBER) {
          throw operands("*", l, r);
        }
        yield l == Dimension.NUMBER ? r : l;
      }
      case DIVIDE -> {
        if (same) {
          yield Dimension.NUMBER;
        }
        if (r != Dimension.NUMBER) {
          throw operands("/", l, r);
        }
        yield l;
      }
      case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static BigDecimal compute(BinaryOperator operator, BigDecimal l, BigDecimal r) {
    return switch (operator) {
      case ADD -> l.add(r);
      case SUBTRACT -> l.subtract(r);
      case MULTIPLY -> l.multiply(r);
      case DIVIDE -> quotient(l, r);
      case MODULO -> {
        requireDivisor("%", r);
        yield l.remainder(r);
      }
      case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw new IllegalArgumentException(operator.symbol());
    };
  }

  /** Returns the quotient, exact where it has an end. */
  public static BigDecimal quotient(BigDecimal l, BigDecimal r) {
    requireDivisor("/", r);
    BigDecimal exact = l.divide(r, new MathContext(Numbers.MOST_DIGITS));
    if (exact.multiply(r).compareTo(l) == 0) {
      return exact;
    }
    int digits = Math.max(QUOTIENT_DIGITS, Math.max(l.precision(), r.precision()));
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static void requireDivisor(String operator, BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw new ValueException(new ValueProblem.DivisionByZero(operator));
    }
  }

  private static Value value(Dimension dimension, BigDecimal amount) {
    return switch (dimension) {
      case NUMBER -> Numbers.checked(amount);
      case SIZE -> {
        Numbers.checked(amount);
        BigInteger bytes = amount.setScale(0, RoundingMode.FLOOR).toBigInteger();
        yield new Value.Size(bytes);
      }
      case DURATION ->
          Units.time(amount)
              .orElseThrow(
                  () ->
                      new ValueException(new ValueProblem.NumberRange("the duration is too long")));
    };
  }

  private static Quantity quantity(String operator, Value value, Dimension wanted) {
    return switch (value) {
      case Value.Num(BigDecimal n) -> new Quantity(Dimension.NUMBER, n);
      case Value.Size(BigInteger bytes) -> new Quantity(Dimension.SIZE, new BigDecimal(bytes));
      case Value.Time(var time) -> new Quantity(Dimension.DURATION, Units.seconds(time));
      case Value.Str(String text) -> read(operator, text, wanted);
      case Value.Null _ ->
          throw new ValueException(
              new ValueProblem.NullValue("an operand of `" + operator + "` is null"));
      case Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _,
          Value.Secret _ ->
          throw notAQuantity(operator, Types.name(value));
    };
  }

  private static Quantity read(String operator, String text, Dimension wanted) {
    Optional<Quantity> read =
        switch (wanted) {
          case NUMBER -> Numbers.parse(text).map(n -> new Quantity(Dimension.NUMBER, n));
          case SIZE ->
              Units.size(text).map(s -> new Quantity(Dimension.SIZE, new BigDecimal(s.bytes())));
          case DURATION ->
              Units.time(text).map(t -> new Quantity(Dimension.DURATION, Units.seconds(t.value())));
        };
    return read.or(() -> Numbers.parse(text).map(n -> new Quantity(Dimension.NUMBER, n)))
        .orElseThrow(
            () ->
                new ValueException(
                    new ValueProblem.BadOperands(
                        operator,
                        "this string is not a number",
                        operator.equals("+")
                            ? "to join strings write them in one template: `\"${a}${b}\"`"
                            : "")));
  }

  private static Dimension preferred(Value other) {
    return switch (other) {
      case Value.Size _ -> Dimension.SIZE;
      case Value.Time _ -> Dimension.DURATION;
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _,
          Value.Secret _ ->
          Dimension.NUMBER;
    };
  }

  /** Returns the dimension of operands of a type, that of the other side for strings. */
  private static Dimension dimension(String operator, Type type, Type other) {
    if (type.equals(Type.SIZE)) {
      return Dimension.SIZE;
    }
    if (type.equals(Type.DURATION)) {
      return Dimension.DURATION;
    }
    if (type.equals(Type.NUMBER)) {
      return Dimension.NUMBER;
    }
    if (isOpen(type)) {
      return other.equals(Type.SIZE) || other.equals(Type.DURATION)
          ? dimension(operator, other, Type.NUMBER)
          : Dimension.NUMBER;
    }
    throw notAQuantity(operator, Types.name(type));
  }

  private static boolean isOpen(Type type) {
    return type.equals(Type.ANY) || type.equals(Type.STRING) || type instanceof Type.OneOf;
  }

  private static ValueException notAQuantity(String operator, String found) {
    return new ValueException(
        new ValueProblem.BadOperands(
            operator,
            "this is of type " + found,
            "`" + operator + "` works on numbers, sizes and durations"));
  }

  private static ValueException operands(String operator, Dimension l, Dimension r) {
    return new ValueException(
        new ValueProblem.BadOperands(
            operator,
            "the left side is of type " + l.type() + ", the right side of type " + r.type(),
            switch (operator) {
              case "*" -> "one of the sides must be a number";
              case "/" -> "divide by a number or by another " + l.type();
              default -> "both sides must be of one type";
            }));
  }

  private static Value unknown(Type type) {
    return new Value.Unknown(type, Refinement.NOT_NULL);
  }

  /** Returns a whole number that fits an int, for indexes and counts; empty otherwise. */
  public static Optional<Integer> whole(Value value) {
    if (value.reveal() instanceof Value.Num(BigDecimal n)) {
      try {
        return Optional.of(n.intValueExact());
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns the number that a value is or holds as text. */
  public static BigDecimal number(Value value) {
    Value converted = Conversion.convert(value, Type.NUMBER);
    return converted.reveal() instanceof Value.Num(BigDecimal n) ? n : BigDecimal.ZERO;
  }

  /** Reports whether a value can be an operand. */
  public static boolean isQuantity(Value value) {
    return switch (value.reveal()) {
      case Value.Num _, Value.Size _, Value.Time _ -> true;
      case Value.Str(String text) ->
          Numbers.parse(text).isPresent()
              || Units.size(text).isPresent()
              || Units.time(text).isPresent();
      case Value.Unknown(Type type, var _) ->
          isOpen(type)
              || type.equals(Type.NUMBER)
              || type.equals(Type.SIZE)
              || type.equals(Type.DURATION);
      case Value.Null _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Secret _ ->
          false;
    };
  }
}
