package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueText;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.text.TextWidth;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the values of the parts of a condition that does not hold, each under its part.
 *
 * <p>What is secret, unknown or a collection inside of a loop is left out. A condition that is too
 * long for a line has its values listed instead. Source: the idea of power assertions, which Groovy
 * and Pkl have.
 */
final class PowerAssertion {
  private static final int WIDEST = 68;
  private static final int MOST = 8;
  private static final int LONGEST = 60;
  private static final char BAR = '│';

  /** A value and the column under which it belongs. */
  private record Mark(int column, String text, Expr part) {}

  private PowerAssertion() {}

  /** Returns the notes that tell the values; none if there is nothing to tell. */
  static List<String> explain(Expr condition, IdentityHashMap<Expr, Value> parts) {
    SourceText.Placed source = SourceText.placed(condition);
    List<Mark> marks = new ArrayList<>();
    for (Map.Entry<Expr, Integer> place : source.places().entrySet()) {
      Value value = parts.get(place.getKey());
      if (value != null && !Values.containsSecret(value) && Values.isWhollyKnown(value)) {
        int column = TextWidth.of(source.text().substring(0, place.getValue()));
        marks.add(new Mark(column, ValueText.line(value, LONGEST), place.getKey()));
      }
    }
    marks.sort(Comparator.comparingInt(Mark::column));
    boolean telling = marks.stream().anyMatch(m -> !m.part().span().equals(condition.span()));
    if (!telling) {
      return List.of();
    }
    return TextWidth.of(source.text()) <= WIDEST
        ? List.of(drawing(source.text(), marks))
        : listed(condition, marks);
  }

  private static List<String> listed(Expr condition, List<Mark> marks) {
    return marks.stream()
        .filter(m -> !m.part().span().equals(condition.span()))
        .map(m -> "`" + SourceText.of(m.part()) + "` is `" + m.text() + "`.")
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** From the right to the left each value takes the highest line on which it has room. */
  private static String drawing(String source, List<Mark> marks) {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    List<Integer> starts = new ArrayList<>(List.of(Integer.MAX_VALUE));
    for (Mark mark : marks.reversed()) {
      put(lines.getFirst(), mark.column(), String.valueOf(BAR));
      int end = mark.column() + TextWidth.of(mark.text());
      int line = 1;
      while (line < lines.size() && end >= starts.get(line)) {
        put(lines.get(line), mark.column(), String.valueOf(BAR));
        starts.set(line, mark.column());
        line++;
      }
      if (line == lines.size()) {
        lines.add(new StringBuilder());
        starts.add(Integer.MAX_VALUE);
      }
      put(lines.get(line), mark.column(), mark.text());
      starts.set(line, mark.column());
    }
    StringBuilder out = new StringBuilder("the condition came out as\n    ").append(source);
    lines.forEach(line -> out.append("\n    ").append(line.toString().stripTrailing()));
    return out.toString();
  }

  /** Lines are filled from the right, so what stands left of them is room. */
  private static void put(StringBuilder line, int column, String text) {
    int end = column + TextWidth.of(text);
    String rest = line.length() > end ? line.substring(end) : "";
    line.setLength(0);
    line.append(" ".repeat(column)).append(text).append(rest);
  }
}
