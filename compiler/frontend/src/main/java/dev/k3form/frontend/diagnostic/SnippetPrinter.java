package dev.k3form.frontend.diagnostic;

import dev.k3form.frontend.diagnostic.DiagnosticView.LabelView;
import dev.k3form.frontend.diagnostic.DiagnosticView.Line;
import dev.k3form.frontend.diagnostic.DiagnosticView.Snippet;
import dev.k3form.frontend.text.Printable;
import dev.k3form.frontend.text.TextWidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws lines of source with their labels.
 *
 * <p>The primary place is underlined with {@code ^}, others with {@code -}. On each line the
 * rightmost label stands beside its underline, the others hang below theirs.
 */
final class SnippetPrinter {
  private static final int LEAST_TEXT = 20;

  private final Style style;
  private final Style.Ink ink;
  private final int gutter;
  private final StringBuilder out;

  SnippetPrinter(Style style, Style.Ink ink, int gutter, StringBuilder out) {
    this.style = style;
    this.ink = ink;
    this.gutter = gutter;
    this.out = out;
  }

  /** An underline within what is shown of a line. */
  private record Mark(int from, int to, String text, boolean primary) {}

  void print(Snippet snippet, List<LabelView> labels) {
    List<LabelView> here =
        labels.stream().filter(l -> l.range().file().equals(snippet.file())).toList();
    var start = here.getFirst().range().start();
    out.append(" ".repeat(gutter))
        .append(style.paint(Style.Ink.FRAME, style.corner()))
        .append(' ')
        .append(snippet.file() + ":" + start.line() + ":" + start.column())
        .append('\n');
    row("");
    int previous = 0;
    for (Line line : snippet.lines()) {
      if (previous > 0 && line.number() > previous + 1) {
        out.append(" ".repeat(gutter))
            .append(style.paint(Style.Ink.FRAME, style.gap()))
            .append('\n');
      }
      previous = line.number();
      print(line, here.stream().filter(l -> l.range().start().line() == line.number()).toList());
    }
    row("");
  }

  private void print(Line line, List<LabelView> labels) {
    DisplayLine display = new DisplayLine(line.text(), style.unicode());
    List<Mark> marks = new ArrayList<>();
    for (LabelView label : labels) {
      var range = label.range();
      int from = display.cell(range.start().column());
      boolean oneLine = range.end().line() == range.start().line();
      int to = oneLine ? display.cell(range.end().column()) : display.width();
      String text = Printable.lines(label.text());
      marks.add(new Mark(from, Math.max(to, from + 1), text, label.primary()));
    }
    int available = Math.max(LEAST_TEXT, style.width() - gutter - 2);
    int shift = shift(display, marks, available);
    String text = display.text(shift, shift + available);
    if (shift > 0) {
      text = style.ellipsis() + text.substring(Math.min(text.length(), style.ellipsis().length()));
    }
    if (display.width() > shift + available) {
      int keep = Math.max(0, text.length() - style.ellipsis().length());
      text = text.substring(0, keep) + style.ellipsis();
    }
    String number = Integer.toString(line.number());
    out.append(" ".repeat(gutter - number.length()))
        .append(style.paint(Style.Ink.FRAME, number + style.bar()))
        .append((" " + text).stripTrailing())
        .append('\n');
    if (!marks.isEmpty()) {
      List<Mark> shown =
          marks.stream()
              .map(
                  m ->
                      new Mark(
                          Math.max(0, m.from() - shift),
                          Math.clamp(m.to() - shift, Math.max(1, m.from() - shift + 1), available),
                          m.text(),
                          m.primary()))
              .toList();
      underline(shown, available);
    }
  }

  /** Returns how many cells to leave out at the left so that the first mark is seen. */
  private static int shift(DisplayLine display, List<Mark> marks, int available) {
    if (display.width() <= available || marks.isEmpty()) {
      return 0;
    }
    int from = marks.stream().filter(Mark::primary).findFirst().orElse(marks.getFirst()).from();
    return from < available * 2 / 3 ? 0 : from - available / 3;
  }

  private void underline(List<Mark> marks, int available) {
    List<Mark> byColumn = new ArrayList<>(marks);
    byColumn.sort(Comparator.comparingInt(Mark::from).thenComparing(Mark::primary));
    Canvas canvas = new Canvas();
    byColumn.stream()
        .filter(m -> !m.primary())
        .forEach(m -> canvas.draw(m, '-', Style.Ink.SECONDARY));
    byColumn.stream().filter(Mark::primary).forEach(m -> canvas.draw(m, '^', ink));
    Mark last = byColumn.getLast();
    int end = byColumn.stream().mapToInt(Mark::to).max().orElse(0);
    boolean beside = end + 1 + TextWidth.of(last.text()) <= available;
    String first = canvas.paint();
    if (beside && !last.text().isEmpty()) {
      first += " " + style.paint(inkOf(last), last.text());
    }
    row(first);
    List<Mark> hanging =
        new ArrayList<>(
            byColumn.subList(0, byColumn.size() - (beside || last.text().isEmpty() ? 1 : 0)));
    hanging.removeIf(m -> m.text().isEmpty());
    while (!hanging.isEmpty()) {
      Mark label = hanging.removeLast();
      // One that starts in the same place hangs below without a line of its own.
      Canvas lines = new Canvas();
      hanging.stream()
          .filter(m -> m.from() < label.from())
          .forEach(m -> lines.bar(m.from(), inkOf(m)));
      String lead = lines.paint();
      String pad = " ".repeat(Math.max(0, label.from() - lines.width()));
      int room = Math.max(LEAST_TEXT, available - label.from());
      for (String text : Wrap.lines(label.text(), room)) {
        row(lead + pad + style.paint(inkOf(label), text));
      }
    }
  }

  private Style.Ink inkOf(Mark mark) {
    return mark.primary() ? ink : Style.Ink.SECONDARY;
  }

  private void row(String text) {
    out.append(" ".repeat(gutter))
        .append(style.paint(Style.Ink.FRAME, style.bar()))
        .append((" " + text).stripTrailing())
        .append('\n');
  }

  /** A row of cells, each with a character and a colour. */
  private final class Canvas {
    private final StringBuilder cells = new StringBuilder();
    private final List<Style.Ink> inks = new ArrayList<>();

    void draw(Mark mark, char character, Style.Ink colour) {
      for (int i = mark.from(); i < mark.to(); i++) {
        set(i, character, colour);
      }
    }

    void bar(int at, Style.Ink colour) {
      set(at, style.bar().charAt(0), colour);
    }

    private void set(int at, char character, Style.Ink colour) {
      while (cells.length() <= at) {
        cells.append(' ');
        inks.add(Style.Ink.FRAME);
      }
      cells.setCharAt(at, character);
      inks.set(at, colour);
    }

    int width() {
      return cells.length();
    }

    String paint() {
      StringBuilder painted = new StringBuilder();
      int start = 0;
      for (int i = 1; i <= cells.length(); i++) {
        if (i == cells.length() || inks.get(i) != inks.get(start)) {
          String run = cells.substring(start, i);
          painted.append(run.isBlank() ? run : style.paint(inks.get(start), run));
          start = i;
        }
      }
      return painted.toString();
    }
  }
}
