package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.model.address.Quoted;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The verbs of {@code format}: <code>%[flags][width][.precision][[index]]verb</code>.
 *
 * <p>Flags are {@code space + - 0 #}; verbs {@code v s q t d b o x X e E f F g G} and {@code %}.
 */
final class Format {
  private static final Pattern VERB =
      Pattern.compile(
          "%([ +\\-0#]*)(\\d{1,4})?(?:\\.(\\d{1,4}))?(?:\\[(\\d{1,4})])?(.)", Pattern.DOTALL);

  private final Arguments call;
  private final List<Value> values;
  private int next;
  private int used;

  private Format(Arguments call, List<Value> values) {
    this.call = call;
    this.values = values;
  }

  static String apply(Arguments call, String format, List<Value> values) {
    return new Format(call, values).run(format);
  }

  private String run(String format) {
    StringBuilder out = new StringBuilder();
    Matcher m = VERB.matcher(format);
    int at = 0;
    while (m.find()) {
      out.append(format, at, m.start());
      at = m.end();
      if (m.group(5).equals("%") && m.group().equals("%%")) {
        out.append('%');
      } else {
        out.append(verb(m));
      }
    }
    String tail = format.substring(at);
    if (tail.indexOf('%') >= 0) {
      throw call.failed("the format ends within a verb");
    }
    if (used < values.size()) {
      throw call.failed("the format uses " + used + " of " + values.size() + " arguments");
    }
    return out.append(tail).toString();
  }

  private String verb(Matcher m) {
    Value value = argument(m);
    String flags = m.group(1);
    int precision = m.group(3) == null ? -1 : Integer.parseInt(m.group(3));
    String verb = m.group(5);
    String text =
        switch (verb) {
          case "v" -> flags.contains("#") ? json(value) : plain(value, precision);
          case "s" -> cut(text(value, verb), precision);
          case "q" -> Quoted.quote(cut(text(value, verb), precision));
          case "t" -> text(converted(value, Type.BOOL, verb), verb);
          case "d" -> signed(whole(value, verb).toString(), flags);
          case "b" -> signed(whole(value, verb).toString(2), flags);
          case "o" ->
              signed((flags.contains("#") ? "0" : "") + whole(value, verb).toString(8), flags);
          case "x", "X" -> hexadecimal(value, verb, flags);
          case "e", "E", "f", "F", "g", "G" ->
              signed(decimal(number(value, verb), verb, precision), flags);
          default -> throw call.failed("there is no verb `%" + verb + "`");
        };
    return verb.equals("t") ? text : padded(text, flags, m.group(2), verb);
  }

  private Value argument(Matcher m) {
    int index;
    if (m.group(4) != null) {
      index = Integer.parseInt(m.group(4)) - 1;
      next = index + 1;
    } else {
      index = next++;
    }
    used = Math.max(used, next);
    if (index < 0 || index >= values.size()) {
      throw call.failed("`" + m.group() + "` has no argument");
    }
    return values.get(index);
  }

  private Value converted(Value value, Type type, String verb) {
    if (value.isNull()) {
      throw call.failed("null cannot be formatted with `%" + verb + "`");
    }
    try {
      return Conversion.convert(value, type);
    } catch (ValueException e) {
      throw call.failed("`%" + verb + "` needs a " + type + ": " + e.problem().summary());
    }
  }

  private String text(Value value, String verb) {
    return converted(value, Type.STRING, verb) instanceof Value.Str(String s) ? s : "";
  }

  private BigDecimal number(Value value, String verb) {
    return converted(value, Type.NUMBER, verb) instanceof Value.Num(BigDecimal n)
        ? n
        : BigDecimal.ZERO;
  }

  private BigInteger whole(Value value, String verb) {
    BigDecimal n = number(value, verb);
    if (n.stripTrailingZeros().scale() > 0) {
      throw call.failed("`%" + verb + "` needs a whole number, not " + Numbers.text(n));
    }
    return n.toBigInteger();
  }

  private static String json(Value value) {
    return JsonText.write(value);
  }

  private String plain(Value value, int precision) {
    return switch (value) {
      case Value.Str(String s) -> cut(s, precision);
      case Value.Num(BigDecimal n) -> decimal(n, "g", precision);
      case Value.Bool(boolean b) -> String.valueOf(b);
      case Value.Size _, Value.Time _ -> text(value, "v");
      case Value.Null _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _,
          Value.Secret _ ->
          json(value);
    };
  }

  private static String cut(String text, int precision) {
    List<String> characters = Graphemes.of(text);
    return precision < 0 || precision >= characters.size()
        ? text
        : String.join("", characters.subList(0, precision));
  }

  private String hexadecimal(Value value, String verb, String flags) {
    String hex = whole(value, verb).toString(16);
    String prefixed = flags.contains("#") ? "0x" + hex : hex;
    return signed(verb.equals("X") ? prefixed.toUpperCase(Locale.ROOT) : prefixed, flags);
  }

  private static String signed(String number, String flags) {
    if (number.startsWith("-")) {
      return number;
    }
    return flags.contains("+") ? "+" + number : flags.contains(" ") ? " " + number : number;
  }

  private static String decimal(BigDecimal n, String verb, int precision) {
    return switch (verb) {
      case "f", "F" ->
          n.setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN).toPlainString();
      case "e", "E" -> scientific(n, precision < 0 ? 6 : precision, verb);
      default -> general(n, precision, verb.equals("G") ? "E" : "e");
    };
  }

  private static String scientific(BigDecimal n, int digits, String e) {
    if (n.signum() == 0) {
      return BigDecimal.ZERO.setScale(digits).toPlainString() + e + "+00";
    }
    BigDecimal rounded = n.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(digits, RoundingMode.HALF_EVEN);
    String sign = exponent < 0 ? "-" : "+";
    String power = String.valueOf(Math.abs(exponent));
    return mantissa.toPlainString() + e + sign + (power.length() < 2 ? "0" : "") + power;
  }

  /** The shortest form: an exponent for very small and very great numbers only. */
  private static String general(BigDecimal n, int precision, String e) {
    BigDecimal rounded =
        precision < 0
            ? n
            : n.round(new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN));
    if (rounded.signum() == 0) {
      return "0";
    }
    BigDecimal short0 = rounded.stripTrailingZeros();
    int exponent = short0.precision() - short0.scale() - 1;
    int limit = precision < 0 ? 6 : Math.max(1, precision);
    return exponent < -4 || exponent >= limit
        ? scientific(short0, short0.precision() - 1, e)
        : Numbers.text(short0);
  }

  private static String padded(
      String text, String flags, @org.jspecify.annotations.Nullable String width, String verb) {
    int missing = (width == null ? 0 : Integer.parseInt(width)) - Graphemes.count(text);
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (flags.contains("0") && !verb.equals("s") && !verb.equals("q")) {
      boolean sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0;
      return (sign ? text.substring(0, 1) : "")
          + "0".repeat(missing)
          + (sign ? text.substring(1) : text);
    }
    return " ".repeat(missing) + text;
  }
}
