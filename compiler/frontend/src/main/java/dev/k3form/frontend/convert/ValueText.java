package dev.k3form.frontend.convert;

import dev.k3form.model.address.Quoted;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes values as expressions of the language; secrets and what is not known yet as words. */
public final class ValueText {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

  private ValueText() {}

  /** Returns the value on one line. */
  public static String line(Value value) {
    return switch (value) {
      case Value.ListOf(var _, List<Value> items) -> sequence(items);
      case Value.Tuple(List<Value> items) -> sequence(items);
      case Value.SetOf(var _, List<Value> items) -> "toset(" + sequence(items) + ")";
      case Value.MapOf(var _, var entries) -> object(entries);
      case Value.Obj(var fields) -> object(fields);
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.Unknown _,
          Value.Secret _ ->
          scalar(value);
    };
  }

  /** Returns the value on one line, cut to a length. */
  public static String line(Value value, int most) {
    String text = line(value);
    return text.length() <= most ? text : text.substring(0, Math.max(0, most - 4)) + " ...";
  }

  /** Returns the value with each element of a collection on a line of its own. */
  public static String lines(Value value) {
    StringBuilder out = new StringBuilder();
    lines(value, "", out);
    return out.toString();
  }

  private static void lines(Value value, String indent, StringBuilder out) {
    switch (value) {
      case Value.ListOf(var _, List<Value> items) -> sequence(items, indent, out);
      case Value.Tuple(List<Value> items) -> sequence(items, indent, out);
      case Value.SetOf(var _, List<Value> items) -> {
        out.append("toset(");
        sequence(items, indent, out);
        out.append(')');
      }
      case Value.MapOf(var _, var entries) -> object(entries, indent, out);
      case Value.Obj(var fields) -> object(fields, indent, out);
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.Unknown _,
          Value.Secret _ ->
          out.append(scalar(value));
    }
  }

  private static void sequence(List<Value> items, String indent, StringBuilder out) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append("[\n");
    for (Value item : items) {
      out.append(indent).append("  ");
      lines(item, indent + "  ", out);
      out.append(",\n");
    }
    out.append(indent).append(']');
  }

  private static void object(Map<String, Value> fields, String indent, StringBuilder out) {
    if (fields.isEmpty()) {
      out.append("{}");
      return;
    }
    int width = fields.keySet().stream().mapToInt(k -> key(k).length()).max().orElse(0);
    out.append("{\n");
    fields.forEach(
        (name, value) -> {
          String key = key(name);
          out.append(indent).append("  ").append(key).append(" ".repeat(width - key.length()));
          out.append(" = ");
          lines(value, indent + "  ", out);
          out.append('\n');
        });
    out.append(indent).append('}');
  }

  private static String sequence(List<Value> items) {
    return "[" + String.join(", ", items.stream().map(ValueText::line).toList()) + "]";
  }

  private static String object(Map<String, Value> fields) {
    List<String> parts = new ArrayList<>();
    Function<Map.Entry<String, Value>, String> part =
        e -> key(e.getKey()) + " = " + line(e.getValue());
    fields.entrySet().forEach(e -> parts.add(part.apply(e)));
    return parts.isEmpty() ? "{}" : "{ " + String.join(", ", parts) + " }";
  }

  private static String key(String name) {
    return WORD.matcher(name).matches() ? name : Quoted.quote(name);
  }

  private static String scalar(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean b) -> String.valueOf(b);
      case Value.Num(BigDecimal n) -> Numbers.text(n);
      case Value.Str(String s) -> Quoted.quote(s);
      case Value.Size s -> Units.text(s);
      case Value.Time t -> Units.text(t);
      case Value.Unknown _ -> "(known after apply)";
      case Value.Secret _ -> "(secret)";
      case Value.ListOf _, Value.SetOf _, Value.Tuple _, Value.MapOf _, Value.Obj _ -> line(value);
    };
  }
}
