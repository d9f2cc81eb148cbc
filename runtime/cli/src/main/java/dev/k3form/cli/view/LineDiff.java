package dev.k3form.cli.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** The difference between two texts, line by line, with a little of what stands around it. */
public final class LineDiff {
  private static final int CONTEXT = 2;

  private LineDiff() {}

  /** One line; the mark is {@code +}, {@code -}, a space for context, or {@code @} for a gap. */
  public record Line(char mark, String text) {}

  /** Returns the changed lines with context. */
  public static List<Line> of(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    List<AbstractDelta<String>> deltas = List.copyOf(DiffUtils.diff(old, now).getDeltas());
    List<Line> out = new ArrayList<>();
    int shown = 0;
    for (int i = 0; i < deltas.size(); i++) {
      AbstractDelta<String> delta = deltas.get(i);
      int start = delta.getSource().getPosition();
      int from = Math.max(shown, start - CONTEXT);
      if (from > shown) {
        out.add(new Line('@', "line " + (from + 1)));
      }
      old.subList(from, start).forEach(l -> out.add(new Line(' ', l)));
      delta.getSource().getLines().forEach(l -> out.add(new Line('-', l)));
      delta.getTarget().getLines().forEach(l -> out.add(new Line('+', l)));
      shown = start + delta.getSource().size();
      int next = i + 1 < deltas.size() ? deltas.get(i + 1).getSource().getPosition() : old.size();
      int until = Math.min(next, shown + CONTEXT);
      old.subList(shown, until).forEach(l -> out.add(new Line(' ', l)));
      shown = until;
    }
    if (deltas.isEmpty() && !before.equals(after)) {
      out.add(new Line('-', endOf(before)));
      out.add(new Line('+', endOf(after)));
    }
    return out;
  }

  /** Returns the lines; a carriage return belongs to its line, so that one more or less is seen. */
  static List<String> lines(String text) {
    List<String> out = new ArrayList<>(List.of(text.split("\n", -1)));
    if (out.getLast().isEmpty()) {
      out.removeLast();
    }
    return out;
  }

  private static String endOf(String text) {
    return text.endsWith("\n") ? "(a newline at the end)" : "(no newline at the end)";
  }
}
