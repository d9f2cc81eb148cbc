package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.Units;
import dev.k3form.model.value.JsonStrings;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Writes values as JSON on one line, keys in order.
 *
 * <p>{@code < > &} and the line separators of Unicode are escaped, so that the text may stand
 * inside HTML and JavaScript. Sizes and durations are strings.
 */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String write(Value value) {
    JsonText text = new JsonText();
    text.value(value);
    return text.out.toString();
  }

  private void value(Value value) {
    switch (value) {
      case Value.Null _ -> out.append("null");
      case Value.Bool(boolean b) -> out.append(b);
      case Value.Num(BigDecimal n) -> out.append(Numbers.text(n));
      case Value.Str(String s) -> string(s);
      case Value.Size s -> string(Units.text(s));
      case Value.Time t -> string(Units.text(t));
      case Value.ListOf(var _, List<Value> items) -> items(items);
      case Value.SetOf(var _, List<Value> items) -> items(items);
      case Value.Tuple(List<Value> items) -> items(items);
      case Value.MapOf(var _, var entries) -> entries(entries);
      case Value.Obj(var fields) -> entries(fields);
      case Value.Unknown _, Value.Secret _ ->
          throw new IllegalArgumentException("neither unknowns nor secrets have a text");
    }
  }

  private void items(List<Value> items) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ",");
      value(items.get(i));
    }
    out.append(']');
  }

  private void entries(Map<String, Value> entries) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      out.append(separator);
      string(entry.getKey());
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void string(String text) {
    JsonStrings.append(out, text, JsonText::isByNumber);
  }

  /** The text may stand in HTML and in JavaScript. */
  private static boolean isByNumber(String text, int index) {
    char c = text.charAt(index);
    return (c < ' ' && c != '\b' && c != '\f')
        || c == '<'
        || c == '>'
        || c == '&'
        || c == '\u2028'
        || c == '\u2029';
  }
}
