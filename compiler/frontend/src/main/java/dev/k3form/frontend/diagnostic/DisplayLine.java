package dev.k3form.frontend.diagnostic;

import dev.k3form.frontend.text.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of source as it is shown: tabs as spaces, characters that would disturb the terminal
 * replaced, and a line that is too long cut around the place that matters.
 */
final class DisplayLine {
  private final List<String> cells = new ArrayList<>();

  /** The cell at which each column of the source begins, with one more for the end. */
  private final List<Integer> cellOfColumn = new ArrayList<>();

  DisplayLine(String source, boolean unicode) {
    int width = 0;
    for (String cluster : TextWidth.clusters(source)) {
      cellOfColumn.add(width);
      String shown = shown(cluster, width, unicode);
      cells.add(shown);
      width += TextWidth.of(shown);
    }
    cellOfColumn.add(width);
  }

  private static String shown(String cluster, int at, boolean unicode) {
    if (cluster.equals("\t")) {
      return " ".repeat(TextWidth.TAB - at % TextWidth.TAB);
    }
    int c = cluster.codePointAt(0);
    boolean disturbs =
        switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
    return disturbs ? (unicode ? "\ufffd" : "?") : cluster;
  }

  /** Returns the cell at which a column begins; columns after the end begin at the end. */
  int cell(int column) {
    return cellOfColumn.get(Math.clamp(column - 1, 0, cellOfColumn.size() - 1));
  }

  int width() {
    return cellOfColumn.getLast();
  }

  /** Returns the part of the line between two cells. */
  String text(int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      if (cellOfColumn.get(i) >= from && cellOfColumn.get(i + 1) <= to) {
        out.append(cells.get(i));
      } else if (cellOfColumn.get(i) < to && cellOfColumn.get(i + 1) > from) {
        int visible = Math.min(to, cellOfColumn.get(i + 1)) - Math.max(from, cellOfColumn.get(i));
        out.append(" ".repeat(visible));
      }
    }
    return out.toString();
  }
}
