package dev.k3form.spi.schema;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the default values that annotations hold as text. */
final class Defaults {
  private static final Pattern UNIT = Pattern.compile("(\\d+)([A-Za-z]+)");
  private static final Map<String, Long> SIZES =
      Map.of(
          "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40, "K", 1L << 10, "M",
          1L << 20, "G", 1L << 30, "T", 1L << 40);
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms",
          Duration.ofMillis(1),
          "s",
          Duration.ofSeconds(1),
          "m",
          Duration.ofMinutes(1),
          "h",
          Duration.ofHours(1),
          "d",
          Duration.ofDays(1));

  private Defaults() {}

  static Value parse(String text, Type type) {
    return switch (type) {
      case Type.OneOf _ -> new Value.Str(text);
      case Type.Primitive p ->
          switch (p) {
            case STRING, ANY -> new Value.Str(text.equals("\"\"") ? "" : text);
            case NUMBER -> new Value.Num(new BigDecimal(text));
            case BOOL -> Value.bool(Boolean.parseBoolean(text));
            case SIZE -> {
              Matcher m = match(text);
              yield new Value.Size(
                  new BigInteger(m.group(1))
                      .multiply(BigInteger.valueOf(unit(SIZES, m.group(2), text))));
            }
            case DURATION -> {
              Matcher m = match(text);
              yield new Value.Time(
                  unit(TIMES, m.group(2), text).multipliedBy(Long.parseLong(m.group(1))));
            }
          };
      case Type.ListOf(Type element) -> new Value.ListOf(element, items(text, element));
      case Type.SetOf(Type element) -> new Value.SetOf(element, items(text, element));
      case Type.MapOf(Type element) -> {
        if (!text.equals("{}")) {
          throw new IllegalArgumentException("a map's default can only be {}: " + text);
        }
        yield Value.MapOf.of(element, Map.of());
      }
      case Type.Tuple _, Type.Obj _ ->
          throw new IllegalArgumentException("no default can be written for " + type);
    };
  }

  private static <T> T unit(Map<String, T> units, String unit, String text) {
    T found = units.get(unit);
    if (found == null) {
      throw new IllegalArgumentException("unknown unit in default " + text);
    }
    return found;
  }

  private static Matcher match(String text) {
    Matcher m = UNIT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("a default of this type needs a unit: " + text);
    }
    return m;
  }

  /** Reads {@code []} or {@code ["a", "b"]}; elements hold neither quotes nor commas. */
  private static List<Value> items(String text, Type element) {
    String inner = text.substring(1, text.length() - 1).strip();
    if (inner.isEmpty()) {
      return List.of();
    }
    List<Value> items = new ArrayList<>();
    for (String part : inner.split(",", -1)) {
      String item = part.strip();
      items.add(
          parse(item.startsWith("\"") ? item.substring(1, item.length() - 1) : item, element));
    }
    return items;
  }
}
