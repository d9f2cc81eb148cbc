package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.Units;
import dev.k3form.model.value.JsonStrings;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Writes values as YAML in block style.
 *
 * <p>Strings and keys are always in double quotes, so that nothing is taken for a number or a truth
 * value; strings of several lines are block literals. Lists stand at the indentation of their key.
 */
final class YamlText {
  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String write(Value value) {
    YamlText text = new YamlText();
    text.node(value, 0, true);
    return text.out.toString();
  }

  /** Writes a value; the line has been begun if not at the start of one. */
  private void node(Value value, int indent, boolean lineStart) {
    switch (value) {
      case Value.ListOf(var _, List<Value> items) -> items(items, indent, lineStart);
      case Value.SetOf(var _, List<Value> items) -> items(items, indent, lineStart);
      case Value.Tuple(List<Value> items) -> items(items, indent, lineStart);
      case Value.MapOf(var _, var entries) -> entries(entries, indent, lineStart);
      case Value.Obj(var fields) -> entries(fields, indent, lineStart);
      case Value.Str(String s) -> string(s, indent);
      case Value.Null _ -> out.append("null\n");
      case Value.Bool(boolean b) -> out.append(b).append('\n');
      case Value.Num(BigDecimal n) -> out.append(Numbers.text(n)).append('\n');
      case Value.Size s -> string(Units.text(s), indent);
      case Value.Time t -> string(Units.text(t), indent);
      case Value.Unknown _, Value.Secret _ ->
          throw new IllegalArgumentException("neither unknowns nor secrets have a text");
    }
  }

  private void items(List<Value> items, int indent, boolean lineStart) {
    if (items.isEmpty()) {
      out.append("[]\n");
      return;
    }
    boolean first = true;
    for (Value item : items) {
      if (!first || !lineStart) {
        newLine(indent);
      }
      first = false;
      out.append("- ");
      node(item, indent + 2, true);
    }
  }

  private void entries(Map<String, Value> entries, int indent, boolean lineStart) {
    if (entries.isEmpty()) {
      out.append("{}\n");
      return;
    }
    boolean first = true;
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      if (!first || !lineStart) {
        newLine(indent);
      }
      first = false;
      out.append(quoted(entry.getKey())).append(':');
      Value value = entry.getValue();
      boolean sequence = isSequence(value);
      if (sequence || isMapping(value)) {
        node(value, sequence ? indent : indent + 2, false);
      } else {
        out.append(" ");
        node(value, indent, false);
      }
    }
  }

  private static boolean isSequence(Value value) {
    return switch (value) {
      case Value.ListOf(var _, List<Value> items) -> !items.isEmpty();
      case Value.SetOf(var _, List<Value> items) -> !items.isEmpty();
      case Value.Tuple(List<Value> items) -> !items.isEmpty();
      default -> false;
    };
  }

  private static boolean isMapping(Value value) {
    return switch (value) {
      case Value.MapOf(var _, var entries) -> !entries.isEmpty();
      case Value.Obj(var fields) -> !fields.isEmpty();
      default -> false;
    };
  }

  private void newLine(int indent) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append(" ".repeat(indent));
  }

  private void string(String text, int indent) {
    boolean literal =
        text.indexOf('\n') >= 0
            && !text.startsWith(" ")
            && !text.startsWith("\n")
            && text.chars()
                .allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f && c != 0xfeff));
    if (!literal) {
      out.append(quoted(text)).append('\n');
      return;
    }
    boolean ends = text.endsWith("\n");
    boolean keeps = text.endsWith("\n\n");
    out.append(keeps ? "|+\n" : ends ? "|\n" : "|-\n");
    String body = ends ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      if (!line.isEmpty()) {
        out.append(" ".repeat(indent + 2)).append(line);
      }
      out.append('\n');
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    JsonStrings.append(out, text, YamlText::isByNumber);
    return out.toString();
  }

  /** Line breaks of YAML 1.1 and what is not printable do not stand for themselves. */
  private static boolean isByNumber(String text, int index) {
    char c = text.charAt(index);
    return c < ' ' || c == 0x7f || c == 0xfeff || c == '\u2028' || c == '\u2029' || c == 0x85;
  }
}
