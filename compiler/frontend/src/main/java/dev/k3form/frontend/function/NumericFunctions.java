package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.NUMERIC;
import static dev.k3form.model.type.Type.NUMBER;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Functions of numbers. */
final class NumericFunctions {
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private NumericFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("abs", NUMERIC, "The number without its sign.")
            .param("number", NUMBER)
            .returns(NUMBER, a -> Numbers.checked(a.number(0).abs())),
        Function.named("ceil", NUMERIC, "The least whole number that is not less.")
            .param("number", NUMBER)
            .returns(NUMBER, a -> rounded(a, RoundingMode.CEILING)),
        Function.named("floor", NUMERIC, "The greatest whole number that is not greater.")
            .param("number", NUMBER)
            .returns(NUMBER, a -> rounded(a, RoundingMode.FLOOR)),
        Function.named("log", NUMERIC, "The logarithm of a number in a base.")
            .param("number", NUMBER)
            .param("base", NUMBER)
            .returns(NUMBER, NumericFunctions::log),
        Function.named("max", NUMERIC, "The greatest of the numbers.")
            .param("number", NUMBER)
            .rest("numbers", NUMBER)
            .returns(NUMBER, a -> extreme(a, 1)),
        Function.named("min", NUMERIC, "The least of the numbers.")
            .param("number", NUMBER)
            .rest("numbers", NUMBER)
            .returns(NUMBER, a -> extreme(a, -1)),
        Function.named(
                "parseint",
                NUMERIC,
                "The whole number that a string writes in a base from 2 to 62.")
            .param("text", STRING)
            .param("base", NUMBER)
            .returns(NUMBER, NumericFunctions::parse),
        Function.named("pow", NUMERIC, "A number raised to a power.")
            .param("number", NUMBER)
            .param("power", NUMBER)
            .returns(NUMBER, NumericFunctions::power),
        Function.named("signum", NUMERIC, "-1, 0 or 1: the sign of a number.")
            .param("number", NUMBER)
            .returns(NUMBER, a -> Value.num(a.number(0).signum())));
  }

  private static Value rounded(Arguments a, RoundingMode mode) {
    return Numbers.checked(a.number(0).setScale(0, mode));
  }

  private static Value extreme(Arguments a, int sign) {
    BigDecimal best = a.number(0);
    for (int i = 1; i < a.size(); i++) {
      if (a.number(i).compareTo(best) * sign > 0) {
        best = a.number(i);
      }
    }
    return Numbers.checked(best);
  }

  private static Value log(Arguments a) {
    double x = a.number(0).doubleValue();
    double base = a.number(1).doubleValue();
    if (x <= 0) {
      throw a.bad(0, "must be greater than 0");
    }
    if (base <= 0 || base == 1) {
      throw a.bad(1, "must be greater than 0 and not 1");
    }
    return fromDouble(a, Math.log(x) / Math.log(base));
  }

  private static Value power(Arguments a) {
    BigDecimal base = a.number(0);
    BigDecimal exponent = a.number(1);
    boolean whole = exponent.stripTrailingZeros().scale() <= 0;
    if (whole && exponent.abs().compareTo(BigDecimal.valueOf(10_000)) <= 0) {
      if (base.signum() == 0 && exponent.signum() < 0) {
        throw a.failed("0 has no negative power");
      }
      int n = exponent.intValueExact();
      double magnitude = n * Math.log10(Math.max(Math.abs(base.doubleValue()), Double.MIN_VALUE));
      if (base.signum() != 0 && Math.abs(magnitude) > 1001) {
        throw a.failed("the result is out of the range of numbers");
      }
      return n >= 0
          ? Numbers.checked(base.pow(n, new MathContext(Numbers.MOST_DIGITS)))
          : Numbers.checked(base.pow(n, DIGITS));
    }
    return fromDouble(a, Math.pow(base.doubleValue(), exponent.doubleValue()));
  }

  private static Value fromDouble(Arguments a, double result) {
    if (Double.isNaN(result) || Double.isInfinite(result)) {
      throw a.failed("the result is not a number");
    }
    return Numbers.checked(BigDecimal.valueOf(result));
  }

  private static Value parse(Arguments a) {
    String text = a.text(0);
    int base = a.whole(1);
    if (base < 2 || base > 62) {
      throw a.bad(1, "must be between 2 and 62");
    }
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    BigInteger result = BigInteger.ZERO;
    BigInteger radix = BigInteger.valueOf(base);
    if (digits.isEmpty() || digits.length() > 1000) {
      throw a.bad(0, "must be a whole number in base " + base);
    }
    for (int i = 0; i < digits.length(); i++) {
      int digit = digit(digits.charAt(i), base);
      if (digit < 0 || digit >= base) {
        throw a.bad(0, "must be a whole number in base " + base);
      }
      result = result.multiply(radix).add(BigInteger.valueOf(digit));
    }
    return Numbers.checked(new BigDecimal(negative ? result.negate() : result));
  }

  /** Digits, then small letters, then capitals; up to base 36 capitals are small letters. */
  private static int digit(char c, int base) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + (base <= 36 ? 10 : 36);
    }
    return -1;
  }
}
