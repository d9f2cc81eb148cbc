package dev.k3form.state.json;

import dev.k3form.model.value.JsonStrings;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The one way in which k3form writes a JSON value.
 *
 * <p>{@link #pretty}: two spaces of indentation, LF, one element per line, a final newline, except
 * that empty containers and objects of one {@code $tag} with a scalar stay on their line. {@link
 * #compact}: no white space at all. Both escape only what RFC 8259 requires, and unpaired
 * surrogates, which UTF-8 cannot carry.
 */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /** Returns the form for files that people read. */
  public static String pretty(Json json) {
    JsonWriter writer = new JsonWriter(true);
    writer.write(json, 0);
    return writer.out.append('\n').toString();
  }

  /** Returns the form for machines. */
  public static String compact(Json json) {
    JsonWriter writer = new JsonWriter(false);
    writer.write(json, 0);
    return writer.out.toString();
  }

  /** Returns the text of a number: plain digits unless they would be very many. */
  public static String number(BigDecimal value) {
    boolean plain = Math.abs((long) value.scale()) < 40 && value.precision() < 400;
    return plain ? value.toPlainString() : value.toString();
  }

  private void write(Json json, int depth) {
    switch (json) {
      case Json.Null _ -> out.append("null");
      case Json.Bool(boolean b) -> out.append(b);
      case Json.Num(BigDecimal n) -> out.append(number(n));
      case Json.Str(String s) -> string(s);
      case Json.Arr(List<Json> items) -> array(items, depth);
      case Json.Obj(Map<String, Json> fields) -> object(fields, depth);
    }
  }

  private void array(List<Json> items, int depth) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ",");
      line(depth + 1);
      write(items.get(i), depth + 1);
    }
    if (!items.isEmpty()) {
      line(depth);
    }
    out.append(']');
  }

  private void object(Map<String, Json> fields, int depth) {
    boolean inline = isTaggedScalar(fields);
    out.append('{');
    Iterator<Map.Entry<String, Json>> rest = fields.entrySet().iterator();
    for (boolean first = true; rest.hasNext(); first = false) {
      Map.Entry<String, Json> field = rest.next();
      out.append(first ? "" : ",");
      if (!inline) {
        line(depth + 1);
      }
      string(field.getKey());
      out.append(pretty ? ": " : ":");
      write(field.getValue(), depth + 1);
    }
    if (!fields.isEmpty() && !inline) {
      line(depth);
    }
    out.append('}');
  }

  private static boolean isTaggedScalar(Map<String, Json> fields) {
    if (fields.size() != 1) {
      return false;
    }
    Map.Entry<String, Json> only = fields.entrySet().iterator().next();
    return only.getKey().startsWith("$")
        && switch (only.getValue()) {
          case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> true;
          case Json.Arr(var items) -> items.isEmpty();
          case Json.Obj(var inner) -> inner.isEmpty();
        };
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private void string(String text) {
    JsonStrings.append(out, text, JsonWriter::isByNumber);
  }

  /** Half a character would not survive being written as UTF-8. */
  private static boolean isByNumber(String text, int index) {
    char c = text.charAt(index);
    return c < ' ' || (Character.isSurrogate(c) && !paired(text, index));
  }

  private static boolean paired(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
