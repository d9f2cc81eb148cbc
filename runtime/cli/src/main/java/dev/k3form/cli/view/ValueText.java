package dev.k3form.cli.view;

import dev.k3form.frontend.text.Printable;
import dev.k3form.model.address.Quoted;
import dev.k3form.model.value.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes values as the language would, secrets masked and unknowns as {@code (known after apply)}.
 *
 * <p>The text is for people: it reads back as the same value only where nothing is secret or
 * unknown.
 */
public final class ValueText {
  /** What stands for a secret. */
  public static final String SECRET = "(secret)";

  /** What stands for an unknown value. */
  public static final String UNKNOWN = "(known after apply)";

  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final List<String> SIZE_UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private ValueText() {}

  /** Returns the value on one line. */
  public static String inline(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean b) -> Boolean.toString(b);
      case Value.Num(var n) -> n.toPlainString();
      case Value.Str(String s) -> Printable.of(Quoted.quote(s));
      case Value.Size(BigInteger bytes) -> size(bytes);
      case Value.Time(Duration d) -> duration(d);
      case Value.ListOf(var _, List<Value> items) -> sequence(items);
      case Value.SetOf(var _, List<Value> items) -> sequence(items);
      case Value.Tuple(List<Value> items) -> sequence(items);
      case Value.MapOf(var _, Map<String, Value> entries) -> entries(entries);
      case Value.Obj(Map<String, Value> fields) -> entries(fields);
      case Value.Unknown _ -> UNKNOWN;
      case Value.Secret _ -> SECRET;
    };
  }

  private static String sequence(List<Value> items) {
    return "[" + String.join(", ", items.stream().map(ValueText::inline).toList()) + "]";
  }

  private static String entries(Map<String, Value> entries) {
    if (entries.isEmpty()) {
      return "{}";
    }
    return "{ "
        + String.join(
            ", ",
            entries.entrySet().stream()
                .map(e -> key(e.getKey()) + " = " + inline(e.getValue()))
                .toList())
        + " }";
  }

  /** Returns a key of a map or object as the user would write it. */
  public static String key(String key) {
    return isName(key) ? key : Printable.of(Quoted.quote(key));
  }

  private static boolean isName(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-'))) {
        return false;
      }
    }
    return !key.isEmpty();
  }

  private static String size(BigInteger bytes) {
    String text = bytes + "";
    BigInteger rest = bytes;
    for (String unit : SIZE_UNITS) {
      BigInteger[] parts = rest.divideAndRemainder(KIBI);
      if (rest.signum() == 0 || parts[1].signum() != 0) {
        break;
      }
      rest = parts[0];
      text = rest + unit;
    }
    return text;
  }

  private static String duration(Duration d) {
    long millis = d.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = d.toSeconds();
    if (seconds != 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds != 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
