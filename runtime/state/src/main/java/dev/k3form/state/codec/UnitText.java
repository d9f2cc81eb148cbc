package dev.k3form.state.codec;

import dev.k3form.state.json.JsonException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The text of sizes and durations: a whole number of the greatest unit that divides them, such as
 * {@code 2GiB}, {@code 1500B}, {@code 365d}, {@code 250ms}.
 */
final class UnitText {
  private static final SequencedMap<String, BigInteger> SIZES = new LinkedHashMap<>();
  private static final SequencedMap<String, BigInteger> TIMES = new LinkedHashMap<>();
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  static {
    SIZES.put("PiB", BigInteger.ONE.shiftLeft(50));
    SIZES.put("TiB", BigInteger.ONE.shiftLeft(40));
    SIZES.put("GiB", BigInteger.ONE.shiftLeft(30));
    SIZES.put("MiB", BigInteger.ONE.shiftLeft(20));
    SIZES.put("KiB", BigInteger.ONE.shiftLeft(10));
    SIZES.put("B", BigInteger.ONE);
    TIMES.put("d", BILLION.multiply(BigInteger.valueOf(86_400)));
    TIMES.put("h", BILLION.multiply(BigInteger.valueOf(3_600)));
    TIMES.put("m", BILLION.multiply(BigInteger.valueOf(60)));
    TIMES.put("s", BILLION);
    TIMES.put("ms", BigInteger.valueOf(1_000_000));
    TIMES.put("us", BigInteger.valueOf(1_000));
    TIMES.put("ns", BigInteger.ONE);
  }

  private UnitText() {}

  static String size(BigInteger bytes) {
    return write(bytes, SIZES);
  }

  static BigInteger size(String text) {
    return read(text, SIZES);
  }

  static String duration(Duration value) {
    BigInteger nanos =
        BigInteger.valueOf(value.getSeconds())
            .multiply(BILLION)
            .add(BigInteger.valueOf(value.getNano()));
    return nanos.signum() == 0 ? "0s" : write(nanos, TIMES);
  }

  static Duration duration(String text) {
    BigInteger[] parts = read(text, TIMES).divideAndRemainder(BILLION);
    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
  }

  private static String write(BigInteger amount, SequencedMap<String, BigInteger> units) {
    if (amount.signum() == 0) {
      return "0" + units.lastEntry().getKey();
    }
    for (Map.Entry<String, BigInteger> unit : units.entrySet()) {
      BigInteger[] parts = amount.divideAndRemainder(unit.getValue());
      if (parts[1].signum() == 0) {
        return parts[0] + unit.getKey();
      }
    }
    throw new IllegalStateException("one divides everything");
  }

  private static BigInteger read(String text, Map<String, BigInteger> units) {
    int end = 0;
    while (end < text.length() && "-0123456789".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    BigInteger unit = units.get(text.substring(end));
    try {
      if (unit != null) {
        return new BigInteger(text.substring(0, end)).multiply(unit);
      }
    } catch (NumberFormatException e) {
      throw new JsonException("`" + text + "` is not a size or duration", e);
    }
    throw new JsonException("`" + text + "` is not a size or duration");
  }
}
