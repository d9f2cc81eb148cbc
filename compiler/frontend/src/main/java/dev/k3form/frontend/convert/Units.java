package dev.k3form.frontend.convert;

import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of sizes and durations.
 *
 * <p>{@code KiB MiB GiB TiB} and, as the field's tools have it, {@code K M G T} count in powers of
 * 1024. Durations are written with {@code ms s m h d}; a day has 24 hours. A text may join several
 * units of a duration, as {@code 1h30m}.
 */
public final class Units {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([A-Za-z]+)");
  private static final int MOST_DIGITS = 40;
  private static final Map<String, BigDecimal> SIZES = new LinkedHashMap<>();
  private static final Map<String, BigDecimal> TIMES = new LinkedHashMap<>();

  static {
    String[] prefixes = {"K", "M", "G", "T"};
    for (int i = 0; i < prefixes.length; i++) {
      BigDecimal factor = new BigDecimal(BigInteger.ONE.shiftLeft(10 * (i + 1)));
      SIZES.put(prefixes[i] + "iB", factor);
      SIZES.put(prefixes[i], factor);
    }
    SIZES.put("B", BigDecimal.ONE);
    TIMES.put("ms", new BigDecimal("0.001"));
    TIMES.put("s", BigDecimal.ONE);
    TIMES.put("m", BigDecimal.valueOf(60));
    TIMES.put("h", BigDecimal.valueOf(3600));
    TIMES.put("d", BigDecimal.valueOf(86400));
  }

  private Units() {}

  /** Returns the value of a literal such as {@code 4GiB} or {@code 10s}; empty if it is none. */
  public static Optional<Value> literal(String text) {
    Optional<Value> size = size(text).map(v -> v);
    return size.isPresent() ? size : time(text).map(v -> v);
  }

  /** Reads a size; empty if the text is none. */
  public static Optional<Value.Size> size(String text) {
    String body = text.startsWith("-") ? text.substring(1) : text;
    Matcher m = PART.matcher(body);
    if (!m.matches() || body.length() > MOST_DIGITS || !SIZES.containsKey(m.group(2))) {
      return Optional.empty();
    }
    BigInteger bytes =
        new BigDecimal(m.group(1))
            .multiply(factor(SIZES, m.group(2)))
            .setScale(0, RoundingMode.HALF_UP)
            .toBigInteger();
    return Optional.of(new Value.Size(body.equals(text) ? bytes : bytes.negate()));
  }

  /** Reads a duration; empty if the text is none. */
  public static Optional<Value.Time> time(String text) {
    String body = text.startsWith("-") ? text.substring(1) : text;
    Matcher m = PART.matcher(body);
    BigDecimal seconds = BigDecimal.ZERO;
    int at = 0;
    while (at < body.length()) {
      if (body.length() > MOST_DIGITS
          || !m.find(at)
          || m.start() != at
          || !TIMES.containsKey(m.group(2))) {
        return Optional.empty();
      }
      seconds = seconds.add(new BigDecimal(m.group(1)).multiply(factor(TIMES, m.group(2))));
      at = m.end();
    }
    if (body.isEmpty()) {
      return Optional.empty();
    }
    return time(body.equals(text) ? seconds : seconds.negate());
  }

  /** Returns a duration of so many seconds; empty if it is too long. */
  public static Optional<Value.Time> time(BigDecimal seconds) {
    if (seconds.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
      return Optional.empty();
    }
    BigDecimal nanos = seconds.multiply(NANOS).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal[] parts = nanos.divideAndRemainder(NANOS);
    return Optional.of(
        new Value.Time(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue())));
  }

  /** Returns the seconds of a duration. */
  public static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano()).divide(NANOS, 9, RoundingMode.UNNECESSARY));
  }

  private static BigDecimal factor(Map<String, BigDecimal> units, String unit) {
    return units.getOrDefault(unit, BigDecimal.ONE);
  }

  /** Returns the text of a size in the largest unit that leaves a whole number: {@code 4GiB}. */
  public static String text(Value.Size size) {
    String[] units = {"TiB", "GiB", "MiB", "KiB"};
    BigInteger bytes = size.bytes();
    for (String unit : units) {
      BigInteger[] parts = bytes.divideAndRemainder(factor(SIZES, unit).toBigInteger());
      if (parts[1].signum() == 0 && parts[0].signum() != 0) {
        return parts[0] + unit;
      }
    }
    return bytes + "B";
  }

  /** Returns the text of a duration in the largest unit that leaves a whole number: {@code 90s}. */
  public static String text(Value.Time time) {
    BigDecimal seconds = seconds(time.value());
    if (seconds.signum() == 0) {
      return "0s";
    }
    String[] units = {"d", "h", "m", "s"};
    for (String unit : units) {
      BigDecimal[] parts = seconds.divideAndRemainder(factor(TIMES, unit));
      if (parts[1].signum() == 0) {
        return parts[0].toBigInteger() + unit;
      }
    }
    return seconds.movePointRight(3).stripTrailingZeros().toPlainString() + "ms";
  }
}
