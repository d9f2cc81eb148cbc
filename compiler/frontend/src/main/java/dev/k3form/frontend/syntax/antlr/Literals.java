package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers, with and without unit. */
final class Literals {
  private static final int MAX_DIGITS = 10_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** How many bytes a unit of size has: powers of 1024, under their short names too. */
  private static final Map<String, Integer> SIZE_EXPONENTS =
      Map.of("K", 10, "KiB", 10, "M", 20, "MiB", 20, "G", 30, "GiB", 30, "T", 40, "TiB", 40);

  private static final Map<String, Duration> DURATIONS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Literals() {}

  static Expression number(String text, Span span, List<Diagnostic> problems) {
    if (text.indexOf('.') != text.lastIndexOf('.')) {
      return new Expression.ErrorExpr(span);
    }
    BigDecimal value = decimal(text);
    if (isHuge(value)) {
      problems.add(SyntaxErrors.hugeNumber(span));
      return new Expression.ErrorExpr(span);
    }
    return new Expression.Literal(new Value.Num(value), span);
  }

  static Expression withUnit(String text, Span span, List<Diagnostic> problems) {
    int split = endOfNumber(text);
    String number = text.substring(0, split);
    String unit = text.substring(split);
    BigDecimal amount = decimal(number);
    boolean isSize = SIZE_EXPONENTS.containsKey(unit);
    if (!isSize && !DURATIONS.containsKey(unit)) {
      problems.add(SyntaxErrors.unknownUnit(span, number, unit));
      return new Expression.ErrorExpr(span);
    }
    try {
      if (isHuge(amount)) {
        throw new ArithmeticException("more digits than any amount needs");
      }
      return new Expression.Literal(isSize ? size(amount, unit) : time(amount, unit), span);
    } catch (ArithmeticException _) {
      String reason =
          isSize
              ? "not a whole number of bytes"
              : "not a whole number of nanoseconds, or more than 292 years";
      problems.add(SyntaxErrors.unitOutOfRange(span, reason));
      return new Expression.ErrorExpr(span);
    }
  }

  private static Value size(BigDecimal amount, String name) {
    int exponent = SIZE_EXPONENTS.getOrDefault(name, 0);
    BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(exponent));
    return new Value.Size(amount.multiply(unit).toBigIntegerExact());
  }

  private static Value time(BigDecimal amount, String name) {
    Duration unit = DURATIONS.getOrDefault(name, Duration.ZERO);
    BigDecimal nanos = amount.multiply(BigDecimal.valueOf(unit.toNanos()));
    return new Value.Time(Duration.ofNanos(nanos.longValueExact()));
  }

  /** Splits as the lexer does: an exponent belongs to the number only if digits follow. */
  private static int endOfNumber(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.lookingAt() ? matcher.end() : 0;
  }

  /** Reads a number; an exponent that no number needs is read as a very large one. */
  private static BigDecimal decimal(String text) {
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (exponent > 0 && text.length() - exponent > 9) {
      return BigDecimal.ONE.scaleByPowerOfTen(2 * MAX_DIGITS);
    }
    return new BigDecimal(text);
  }

  private static boolean isHuge(BigDecimal value) {
    return Math.abs((long) value.precision() - value.scale()) > MAX_DIGITS
        || Math.abs((long) value.scale()) > MAX_DIGITS;
  }
}
