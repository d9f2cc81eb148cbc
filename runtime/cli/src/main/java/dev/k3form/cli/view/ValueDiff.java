package dev.k3form.cli.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.k3form.frontend.text.Printable;
import dev.k3form.frontend.text.TextWidth;
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
  private static final long MOST = 4_000_000;

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
            whole(mark, depth, label(name), value, width);
          }
        });
  }

  private void whole(char mark, int depth, String label, Value value, int width) {
    if (value instanceof Value.Str(String s) && s.indexOf('\n') >= 0) {
      lines.add(new Line(mark, depth, label + ":"));
      LineDiff.lines(s).forEach(l -> lines.add(new Line(mark, depth + 1, Printable.of(l))));
      return;
    }
    String inline = ValueText.inline(value);
    Map<String, Value> inside = inline.length() > WIDEST ? parts(value) : null;
    if (inside != null) {
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
      out.put(place(i), items.get(i));
    }
    return out;
  }

  /** Returns what stands before an element of a list; no attribute can have that name. */
  private static String place(int index) {
    return "\u0000" + index;
  }

  private static String label(String name) {
    return name.startsWith("\u0000") ? "[" + name.substring(1) + "]" : ValueText.key(name);
  }

  private static @Nullable List<Value> items(Value value) {
    return switch (value) {
      case Value.ListOf(var _, var items) -> items;
      case Value.Tuple(var items) -> items;
      default -> null;
    };
  }

  /**
   * Elements that come and go are told as such; what stands at the same place between is compared.
   */
  private void elements(int depth, List<Value> before, List<Value> after) {
    List<Value> old = before.stream().map(Values::revealAll).toList();
    List<Value> now = after.stream().map(Values::revealAll).toList();
    if ((long) old.size() * now.size() > MOST) {
      entries(depth, numbered(before), numbered(after)); // place by place, which is always quick
      return;
    }
    int width = ("[" + Math.max(old.size(), now.size()) + "]").length();
    for (AbstractDelta<Value> delta : DiffUtils.diff(old, now).getDeltas()) {
      int from = delta.getSource().getPosition();
      int to = delta.getTarget().getPosition();
      int both = Math.min(delta.getSource().size(), delta.getTarget().size());
      for (int i = 0; i < both; i++) {
        entry(depth, label(place(to + i)), before.get(from + i), after.get(to + i), width);
      }
      for (int i = both; i < delta.getSource().size(); i++) {
        whole('-', depth, label(place(from + i)), before.get(from + i), width);
      }
      for (int i = both; i < delta.getTarget().size(); i++) {
        whole('+', depth, label(place(to + i)), after.get(to + i), width);
      }
    }
  }

  /** A set has no places: what is in it and what is not is all there is to tell. */
  private void members(int depth, List<Value> before, List<Value> after) {
    List<Value> old = before.stream().map(Values::revealAll).toList();
    List<Value> now = after.stream().map(Values::revealAll).toList();
    for (int i = 0; i < old.size(); i++) {
      if (!now.contains(old.get(i))) {
        lines.add(new Line('-', depth, ValueText.inline(before.get(i))));
      }
    }
    for (int i = 0; i < now.size(); i++) {
      if (!old.contains(now.get(i))) {
        lines.add(new Line('+', depth, ValueText.inline(after.get(i))));
      }
    }
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
        entry(depth, label(name), old, now, width);
      }
    }
  }

  private void entry(int depth, String label, Value old, Value now, int width) {
    List<Value> oldItems = items(old);
    List<Value> nowItems = items(now);
    Map<String, Value> oldParts = parts(old);
    Map<String, Value> nowParts = parts(now);
    if (old.isNull()) {
      whole('+', depth, label, now, width);
    } else if (now.isNull()) {
      whole('-', depth, label, old, width);
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
                          : new Line(l.mark(), depth + 1, Printable.of(l.text()))));
    } else if (old instanceof Value.SetOf(var _, var was)
        && now instanceof Value.SetOf(var _, var is)) {
      lines.add(new Line('~', depth, label + ":"));
      members(depth + 1, was, is);
    } else if (oldItems != null && nowItems != null) {
      lines.add(new Line('~', depth, label + ":"));
      elements(depth + 1, oldItems, nowItems);
    } else if (oldParts != null && nowParts != null) {
      lines.add(new Line('~', depth, label + ":"));
      entries(depth + 1, oldParts, nowParts);
    } else {
      String before = ValueText.inline(old);
      String after = ValueText.inline(now);
      if (before.length() + after.length() > 2 * WIDEST) {
        lines.add(new Line('~', depth, label + ":"));
        lines.add(new Line('-', depth + 1, Excerpt.of(before, after)));
        lines.add(new Line('+', depth + 1, Excerpt.of(after, before)));
        return;
      }
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
      width = Math.max(width, TextWidth.of(label(name)));
    }
    return Math.min(width, 28);
  }

  private static String pad(String label, int width) {
    return label + " ".repeat(Math.max(0, width - TextWidth.of(label)));
  }
}
