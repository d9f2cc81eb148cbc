package dev.k3form.frontend.syntax.antlr;

import dev.k3form.model.source.Span;

/** A piece of a template in the row in which strip markers and indentation are worked out. */
sealed interface TemplatePiece {
  /**
   * Text: all of it in a quoted string, that of one line in a heredoc.
   *
   * <p>Mutable while the template is built; nobody else sees it.
   */
  final class Text implements TemplatePiece {
    private final StringBuilder value = new StringBuilder();
    private Span span;

    Text(Span span) {
      this.span = span;
    }

    StringBuilder value() {
      return value;
    }

    Span span() {
      return span;
    }

    void extend(Span further) {
      span = span.to(further);
    }

    boolean endsLine() {
      return !value.isEmpty() && value.charAt(value.length() - 1) == '\n';
    }
  }

  /** An interpolation or the start, middle or end of a directive, with its strip markers. */
  record Marker(boolean stripsBefore, boolean stripsAfter) implements TemplatePiece {}
}
