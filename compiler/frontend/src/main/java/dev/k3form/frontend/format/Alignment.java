package dev.k3form.frontend.format;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Aligns equals signs, and then comments, over consecutive lines that have one.
 *
 * <p>A run ends at a blank line, a comment of its own, a block, and a value that goes on in the
 * next line.
 */
final class Alignment {
  private Alignment() {}

  static void align(List<Line> lines) {
    alignRuns(lines, Line::widthBeforeAssign, Line::alignAssign);
    alignRuns(lines, Line::widthBeforeComment, Line::alignComment);
  }

  private static void alignRuns(
      List<Line> lines, Function<Line, OptionalInt> width, BiConsumer<Line, Integer> set) {
    int start = 0;
    int widest = 0;
    for (int i = 0; i <= lines.size(); i++) {
      OptionalInt own = i < lines.size() ? width.apply(lines.get(i)) : OptionalInt.empty();
      if (own.isPresent()) {
        widest = Math.max(widest, own.getAsInt());
      } else {
        for (Line line : lines.subList(start, i)) {
          set.accept(line, widest);
        }
        start = i + 1;
        widest = 0;
      }
    }
  }
}
