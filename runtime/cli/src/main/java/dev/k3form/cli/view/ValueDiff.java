package dev.k3form.cli.view;

import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes what differs between two values, attribute by attribute and, for texts of several lines,
 * line by line.
 */
public final class ValueDiff {
  private static final int WIDEST = 60;

  private final List<Line> lines = new ArrayList<>();

  private ValueDiff() {}

  /** One line: a mark ({@code + - ~} or a space), how deep it is indented, and the text. */
  public record Line(char mark, int depth, String text) {}

  /** Returns the attributes of an object that comes into being; absent ones are left out. */
  public static List<Line> created(Value.Obj after) {
    ValueDiff diff = new ValueDiff();
    diff.added('+', 0, after.fields());
    return diff.lines;
  }

  /** Returns the attributes that differ. */
  public static List<Line> changed(Value.Obj before, Value.Obj after) {
    ValueDiff diff = new ValueDiff();
    diff.entries(0, before.fields(), after.fields());
    return diff.lines;
  }

  private void added(char mark, int depth, Map<String, Value> fields) {
    int width = width(fields.keySet());
    fields.forEach(
        (name, value) -> {
          if (!value.isNull()) {
            whole(mark, depth, name, value, width);
          }
        });
  }

  private void whole(char mark, int depth, String name, Value value, int width) {
    String label = ValueText.key(name);
    String inline = ValueText.inline(value);
    boolean text = value instanceof Value.Str(String s) && s.indexOf('\n') >= 0;
    Map<String, Value> inside = parts(value);
    if (text && value instanceof Value.Str(String s)) {
      lines.add(new Line(mark, depth, label + ":"));
      s.lines().forEach(l -> lines.add(new Line(mark, depth + 1, l)));
    } else if (inline.length() > WIDEST && inside != null) {
      lines.add(new Line(mark, depth, label + ":"));
      added(mark, depth + 1, inside);
    } else {
      lines.add(new Line(mark, depth, pad(label, width) + " = " + inline));
    }
  }

  private static @Nullable Map<String, Value> parts(Value value) {
    return switch (value) {
      case Value.Obj(var fields) -> fields;
      case Value.MapOf(var _, var entries) -> entries;
      case Value.ListOf(var _, var items) -> numbered(items);
      case Value.Tuple(var items) -> numbered(items);
      case Value.SetOf(var _, var items) -> numbered(items);
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.Unknown _,
          Value.Secret _ ->
          null;
    };
  }

  private static Map<String, Value> numbered(List<Value> items) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      out.put("_" + i, items.get(i));
    }
    return out;
  }

  private void entries(int depth, Map<String, Value> before, Map<String, Value> after) {
    TreeSet<String> names = new TreeSet<>(KeyOrder.INSTANCE);
    names.addAll(before.keySet());
    names.addAll(after.keySet());
    int width = width(names.stream().filter(n -> !same(at(before, n), at(after, n))).toList());
    for (String name : names) {
      Value old = at(before, name);
      Value now = at(after, name);
      if (!same(old, now)) {
        entry(depth, name, old, now, width);
      }
    }
  }

  private void entry(int depth, String name, Value old, Value now, int width) {
    String label = ValueText.key(name);
    Map<String, Value> oldParts = parts(old);
    Map<String, Value> nowParts = parts(now);
    if (old.isNull()) {
      whole('+', depth, name, now, width);
    } else if (now.isNull()) {
      whole('-', depth, name, old, width);
    } else if (old instanceof Value.Str(String a)
        && now instanceof Value.Str(String b)
        && (a.indexOf('\n') >= 0 || b.indexOf('\n') >= 0)) {
      lines.add(new Line('~', depth, label + ":"));
      LineDiff.of(a, b)
          .forEach(
              l ->
                  lines.add(
                      l.mark() == '@'
                          ? new Line(' ', depth + 1, "… " + l.text())
                          : new Line(l.mark(), depth + 1, l.text())));
    } else if (oldParts != null && nowParts != null) {
      lines.add(new Line('~', depth, label + ":"));
      entries(depth + 1, oldParts, nowParts);
    } else {
      String before = ValueText.inline(old);
      String after = ValueText.inline(now);
      String shown = before.equals(after) ? before + " (changed)" : before + " -> " + after;
      lines.add(new Line('~', depth, pad(label, width) + " = " + shown));
    }
  }

  private static Value at(Map<String, Value> values, String name) {
    return values.getOrDefault(name, Values.NULL);
  }

  private static boolean same(Value a, Value b) {
    return Values.revealAll(a).equals(Values.revealAll(b));
  }

  private static int width(Iterable<String> names) {
    int width = 0;
    for (String name : names) {
      width = Math.max(width, ValueText.key(name).length());
    }
    return Math.min(width, 28);
  }

  private static String pad(String label, int width) {
    return label + " ".repeat(Math.max(0, width - label.length()));
  }
}
