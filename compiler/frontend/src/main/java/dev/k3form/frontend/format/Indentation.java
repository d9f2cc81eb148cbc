package dev.k3form.frontend.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds how deep lines are indented.
 *
 * <p>A line stands one level deeper than the line that opened the innermost bracket around it,
 * however many brackets that line opened; a line that begins with a closing bracket stands as deep
 * as the line that opened it.
 */
final class Indentation {
  private Indentation() {}

  static void indent(List<Line> lines) {
    Deque<Integer> levels = new ArrayDeque<>();
    for (Line line : lines) {
      List<Piece> pieces = line.pieces();
      int level = 0;
      if (!levels.isEmpty()) {
        boolean closes = !pieces.isEmpty() && pieces.getFirst().closes();
        level = closes ? levels.getFirst() : levels.getFirst() + 1;
      }
      line.level(level);
      for (Piece piece : pieces) {
        if (piece.opens()) {
          levels.push(level);
        } else if (piece.closes()) {
          levels.pop();
        }
      }
    }
  }
}
