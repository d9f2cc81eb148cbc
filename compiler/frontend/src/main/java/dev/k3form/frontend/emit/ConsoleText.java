package dev.k3form.frontend.emit;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.Units;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Map;

/**
 * Writes values as the peer's console does, so that answers can be compared line by line: what was
 * converted shows its constructor, keys are quoted, a text of several lines stands in a heredoc.
 *
 * <p>Secrets and what is not known yet are words. Source: measured with Terraform 1.11.4.
 */
public final class ConsoleText {
  private static final String STEP = "  ";
  private final StringBuilder out = new StringBuilder();

  private ConsoleText() {}

  /** Returns a value as it is shown, over as many lines as it needs. */
  public static String of(Value value) {
    ConsoleText text = new ConsoleText();
    text.value(value, "");
    return text.out.toString();
  }

  private void value(Value value, String indent) {
    switch (value) {
      case Value.Null _ -> out.append("null");
      case Value.Bool(boolean b) -> out.append(b);
      case Value.Num(var n) -> out.append(Numbers.text(n));
      case Value.Str(String s) -> string(s, indent);
      case Value.Size s -> out.append(Units.text(s));
      case Value.Time t -> out.append(Units.text(t));
      case Value.ListOf(var _, List<Value> items) -> made("tolist", () -> items(items, indent));
      case Value.SetOf(var _, List<Value> items) -> made("toset", () -> items(items, indent));
      case Value.Tuple(List<Value> items) -> items(items, indent);
      case Value.MapOf(var _, var entries) -> made("tomap", () -> entries(entries, indent));
      case Value.Obj(var fields) -> entries(fields, indent);
      case Value.Unknown _ -> out.append("(known after apply)");
      case Value.Secret _ -> out.append("(secret)");
    }
  }

  private void made(String function, Runnable argument) {
    out.append(function).append('(');
    argument.run();
    out.append(')');
  }

  private void items(List<Value> items, String indent) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append("[\n");
    for (Value item : items) {
      out.append(indent).append(STEP);
      value(item, indent + STEP);
      out.append(",\n");
    }
    out.append(indent).append(']');
  }

  private void entries(Map<String, Value> entries, String indent) {
    if (entries.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append("{\n");
    entries.forEach(
        (key, value) -> {
          out.append(indent).append(STEP);
          quoted(key);
          out.append(" = ");
          value(value, indent + STEP);
          out.append('\n');
        });
    out.append(indent).append('}');
  }

  private void string(String text, String indent) {
    if (text.indexOf('\n') < 0) {
      quoted(text);
      return;
    }
    List<String> lines = List.of(text.split("\n", -1));
    String marker = "EOT";
    while (lines.stream().map(String::strip).anyMatch(marker::equals)) {
      marker += "_";
    }
    out.append(indent.isEmpty() ? "<<" : "<<-").append(marker).append('\n');
    lines.forEach(line -> out.append(indent).append(line).append('\n'));
    out.append(indent).append(marker);
  }

  /** Unlike a literal of the language this leaves a dollar sign before a brace alone. */
  private void quoted(String text) {
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    out.append("\\u%04x".formatted(c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    out.append('"');
  }
}
