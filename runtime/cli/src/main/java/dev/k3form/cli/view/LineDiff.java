package dev.k3form.cli.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * The difference between two texts, line by line, with a little of what stands around it.
 *
 * <p>Every difference is seen: where two lines differ in blanks only these are drawn, and a newline
 * at the end that comes or goes is told.
 */
public final class LineDiff {
  private static final int CONTEXT = 2;
  private static final String END = "(a newline at the end)";
  private static final String NO_END = "(no newline at the end)";

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
      changed(delta.getSource().getLines(), delta.getTarget().getLines(), out);
      shown = start + delta.getSource().size();
      int next = i + 1 < deltas.size() ? deltas.get(i + 1).getSource().getPosition() : old.size();
      int until = Math.min(next, shown + CONTEXT);
      old.subList(shown, until).forEach(l -> out.add(new Line(' ', l)));
      shown = until;
    }
    ends(before, after, deltas.isEmpty(), out);
    return out;
  }

  private static void changed(List<String> old, List<String> now, List<Line> out) {
    boolean paired = old.size() == now.size();
    for (int i = 0; i < old.size(); i++) {
      boolean drawn = paired && blanksOnly(old.get(i), now.get(i));
      out.add(new Line('-', drawn ? drawn(old.get(i)) : old.get(i)));
    }
    for (int i = 0; i < now.size(); i++) {
      boolean drawn = paired && blanksOnly(old.get(i), now.get(i));
      out.add(new Line('+', drawn ? drawn(now.get(i)) : now.get(i)));
    }
  }

  private static boolean blanksOnly(String a, String b) {
    return bare(a).equals(bare(b));
  }

  private static String bare(String line) {
    return line.replace(" ", "").replace("\t", "");
  }

  private static String drawn(String line) {
    return line.replace(' ', '·').replace("\t", "→   ");
  }

  private static void ends(String before, String after, boolean same, List<Line> out) {
    boolean ended = before.endsWith("\n");
    boolean ends = after.endsWith("\n");
    if (same && !before.equals(after)) {
      out.add(new Line('-', ended ? END : NO_END));
      out.add(new Line('+', ends ? END : NO_END));
    } else if (ended != ends && !before.isEmpty() && !after.isEmpty()) {
      out.add(new Line(ended ? '+' : '-', NO_END));
    }
  }

  /** Returns the lines; a carriage return belongs to its line, so that one more or less is seen. */
  static List<String> lines(String text) {
    List<String> out = new ArrayList<>(List.of(text.split("\n", -1)));
    if (out.getLast().isEmpty()) {
      out.removeLast();
    }
    return out;
  }
}
