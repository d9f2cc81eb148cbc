package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.antlr.TemplatePiece.Marker;
import dev.k3form.frontend.syntax.antlr.TemplatePiece.Text;
import java.util.ArrayList;
import java.util.List;

/** The space that a template does not keep: strip markers and the indentation of {@code <<-}. */
final class TemplateSpace {
  private TemplateSpace() {}

  /** Removes the space beside strip markers, as far as the neighbouring piece of text reaches. */
  static void strip(List<TemplatePiece> row) {
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) instanceof Marker(boolean before, boolean after)) {
        if (before && i > 0 && row.get(i - 1) instanceof Text text) {
          text.value().setLength(endWithoutSpace(text.value()));
        }
        if (after && i + 1 < row.size() && row.get(i + 1) instanceof Text text) {
          text.value().delete(0, leadingSpace(text.value()));
        }
      }
    }
  }

  /**
   * Removes from each line as much leading space as all of them have.
   *
   * <p>Lines of nothing but space do not count. A line that begins with an interpolation has none.
   * What stripping has joined to the line before is no line of its own.
   */
  static void removeIndentation(List<TemplatePiece> row) {
    List<Text> lines = new ArrayList<>();
    int common = Integer.MAX_VALUE;
    boolean lineStart = true;
    for (TemplatePiece piece : row) {
      if (lineStart) {
        switch (piece) {
          case Text text -> {
            int space = leadingSpace(text.value());
            if (space < text.value().length() || !text.endsLine()) {
              common = Math.min(common, space);
              lines.add(text);
            }
          }
          case Marker _ -> common = 0;
        }
      }
      lineStart = piece instanceof Text text && text.endsLine();
    }
    for (Text line : lines) {
      line.value().delete(0, common);
    }
  }

  private static int leadingSpace(CharSequence text) {
    int end = 0;
    while (end < text.length() && isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int endWithoutSpace(CharSequence text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Reports Unicode white space, no-break spaces included. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
