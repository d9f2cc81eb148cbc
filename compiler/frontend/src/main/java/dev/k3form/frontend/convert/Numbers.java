package dev.k3form.frontend.convert;

import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The range of numbers: decimal, exact up to {@value #MOST_DIGITS} significant digits, between
 * 1e-1000 and 1e1000 in magnitude.
 *
 * <p>The limits keep a number such as {@code 1e999999999} from taking all memory when it is
 * printed.
 */
public final class Numbers {
  /** As many significant digits as a number may have. */
  public static final int MOST_DIGITS = 154;

  private static final int MOST_EXPONENT = 1000;
  private static final int LONGEST_TEXT = 1300;
  private static final Pattern FORM =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");

  private Numbers() {}

  /** Reads a number; empty if the text is none or out of range. */
  public static Optional<BigDecimal> parse(String text) {
    if (text.length() > LONGEST_TEXT || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text);
    return inRange(number) ? Optional.of(round(number)) : Optional.empty();
  }

  /** Reports whether a number is within the range. */
  public static boolean inRange(BigDecimal number) {
    if (number.signum() == 0) {
      return true;
    }
    long exponent = (long) number.precision() - number.scale();
    return exponent <= MOST_EXPONENT && exponent >= -MOST_EXPONENT;
  }

  /** Returns a number as a value, rounded to the digits that numbers have. */
  public static Value.Num checked(BigDecimal number) {
    if (!inRange(number)) {
      throw new ValueException(
          new ValueProblem.NumberRange("numbers reach from 1e-1000 to 1e1000"));
    }
    return new Value.Num(round(number));
  }

  private static BigDecimal round(BigDecimal number) {
    return number.precision() <= MOST_DIGITS
        ? number
        : number.round(new java.math.MathContext(MOST_DIGITS));
  }

  /** Returns the decimal text, without an exponent. */
  public static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
