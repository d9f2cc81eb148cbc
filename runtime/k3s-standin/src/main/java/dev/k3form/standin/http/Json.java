package dev.k3form.standin.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) as maps, lists, strings, longs, doubles, booleans and null. Small on purpose: a
 * node's memory and start are the stand-in's measure.
 */
public final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when the text is no JSON
   */
  public static @Nullable Object parse(String text) {
    var reader = new Json(text);
    Object value = reader.value();
    reader.blank();
    if (reader.at != text.length()) {
      throw reader.malformed();
    }
    return value;
  }

  /** Reads an object. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(String text) {
    if (parse(text) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  public static String print(@Nullable Object value) {
    var out = new StringBuilder();
    print(value, out, -1);
    return out.toString();
  }

  /** With line breaks and two spaces, as the Kubernetes API does for people. */
  public static String pretty(@Nullable Object value) {
    var out = new StringBuilder();
    print(value, out, 0);
    return out.toString();
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("malformed JSON at " + at);
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    blank();
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private boolean take(char wanted) {
    if (peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw malformed();
    }
  }

  private @Nullable Object value() {
    return switch (peek()) {
      case '{' -> map();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(from, at);
    try {
      return digits.matches("-?\\d+") ? (Object) Long.valueOf(digits) : Double.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("malformed JSON at " + from, e);
    }
  }

  private Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    expect('{');
    if (take('}')) {
      return map;
    }
    do {
      peek();
      String key = string();
      expect(':');
      map.put(key, value());
    } while (take(','));
    expect('}');
    return map;
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    expect('[');
    if (take(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (take(','));
    expect(']');
    return list;
  }

  private String string() {
    expect('"');
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw malformed();
  }

  private char escaped() {
    if (at >= text.length()) {
      throw malformed();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw malformed();
        }
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> c;
    };
  }

  /** A negative indent is none at all. */
  private static void print(@Nullable Object value, StringBuilder out, int indent) {
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator);
          line(out, indent + 1, indent);
          quote(String.valueOf(entry.getKey()), out);
          out.append(indent < 0 ? ":" : ": ");
          print(entry.getValue(), out, indent < 0 ? indent : indent + 1);
          separator = ",";
        }
        close(out, map.isEmpty(), indent, "{", "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          out.append(separator);
          line(out, indent + 1, indent);
          print(element, out, indent < 0 ? indent : indent + 1);
          separator = ",";
        }
        close(out, list.isEmpty(), indent, "[", "]");
      }
      case String string -> quote(string, out);
      case null -> out.append("null");
      default -> out.append(value);
    }
  }

  private static void line(StringBuilder out, int depth, int indent) {
    if (indent >= 0) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private static void close(
      StringBuilder out, boolean empty, int indent, String open, String close) {
    if (empty) {
      out.append(open);
    } else {
      line(out, indent, indent);
    }
    out.append(close);
  }

  private static void quote(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
