package dev.k3form.frontend.format;

import dev.k3form.frontend.syntax.tree.TokenKind;
import dev.k3form.frontend.text.TextWidth;
import java.util.List;
import java.util.OptionalInt;

/**
 * A line of code while it is laid out; the text of a heredoc belongs to the line that it starts on.
 *
 * <p>Mutable: level and the two widths are found one after the other.
 */
final class Line {
  private static final String INDENT = "  ";

  private final List<Piece> pieces;
  private final String ending;
  private final int assign;
  private final boolean trailingComment;
  private int level;

  /** What the part before the equals sign is padded to. */
  private int assignColumn;

  /** What the part before the comment is padded to. */
  private int commentColumn;

  Line(List<Piece> pieces, String ending) {
    this.pieces = List.copyOf(pieces);
    this.ending = ending;
    this.assign = findAssign();
    this.trailingComment =
        pieces.size() > 1 && pieces.getLast().kind() == TokenKind.LINE_COMMENT && !onlyComments();
  }

  List<Piece> pieces() {
    return pieces;
  }

  void level(int value) {
    level = value;
  }

  private boolean onlyComments() {
    return pieces.stream().allMatch(p -> p.isComment() || p.kind() == TokenKind.BOM);
  }

  /** Finds the equals sign of an argument or item whose value ends with the line. */
  private int findAssign() {
    int depth = 0;
    int found = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.opens()) {
        depth++;
      } else if (piece.closes()) {
        depth--;
      }
      if (depth < 0 && found == 0) {
        depth = 0;
      }
      if (i > 0 && depth == 0 && found == 0 && piece.kind() == TokenKind.ASSIGN) {
        found = i;
      }
    }
    return depth == 0 ? found : 0;
  }

  /** Returns the width before the equals sign if the line takes part in aligning it. */
  OptionalInt widthBeforeAssign() {
    return assign > 0 ? OptionalInt.of(width(text(0, assign))) : OptionalInt.empty();
  }

  void alignAssign(int column) {
    assignColumn = column;
  }

  /** Returns the width before the comment if one stands behind something. */
  OptionalInt widthBeforeComment() {
    return trailingComment
        ? OptionalInt.of(width(text(0, pieces.size() - 1)))
        : OptionalInt.empty();
  }

  void alignComment(int column) {
    commentColumn = column;
  }

  /** Returns the width of the last line of a text. */
  private static int width(String text) {
    return TextWidth.of(text.substring(text.lastIndexOf('\n') + 1));
  }

  void appendTo(StringBuilder out) {
    out.append(text(0, pieces.size())).append(ending);
  }

  private String text(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      Piece piece = pieces.get(i);
      if (isFirst(i)) {
        text.append(INDENT.repeat(level));
      } else if (i == assign && i > 0) {
        pad(text, assignColumn);
      } else if (trailingComment && i == pieces.size() - 1) {
        pad(text, commentColumn);
      } else if (i > 0 && Spacing.between(pieces, i - 1)) {
        text.append(' ');
      }
      text.append(piece.text());
    }
    return text.toString();
  }

  /** Reports the first piece, a byte order mark not counted. */
  private boolean isFirst(int index) {
    return index == (pieces.getFirst().kind() == TokenKind.BOM ? 1 : 0);
  }

  private static void pad(StringBuilder text, int column) {
    text.append(" ".repeat(1 + Math.max(0, column - width(text.toString()))));
  }
}
