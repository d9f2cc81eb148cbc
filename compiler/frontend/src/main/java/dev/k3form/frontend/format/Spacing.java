package dev.k3form.frontend.format;

import dev.k3form.frontend.syntax.tree.TokenKind;
import java.util.List;

/** Decides where a space stands between two tokens of a line. */
final class Spacing {
  private Spacing() {}

  /** Reports whether a space stands after the piece with the index. */
  static boolean between(List<Piece> pieces, int index) {
    Piece before = pieces.get(index);
    Piece after = pieces.get(index + 1);
    if (isTemplateText(before.kind(), after.kind())) {
      return false;
    }
    return switch (after.kind()) {
      case COMMA, ELLIPSIS, DOUBLE_COLON -> false;
      case DOT -> splitsNumbers(pieces, index);
      case LEFT_PAREN -> before.kind() != TokenKind.IDENTIFIER && follows(pieces, index);
      case LEFT_BRACKET -> !endsTerm(pieces, index) && follows(pieces, index);
      case RIGHT_PAREN, RIGHT_BRACKET -> false;
      case RIGHT_BRACE -> before.kind() != TokenKind.LEFT_BRACE;
      case TEMPLATE_END ->
          before.kind() == TokenKind.RIGHT_BRACE
              || after.text().startsWith("~")
              || closesDirective(pieces, index + 1);
      default -> follows(pieces, index);
    };
  }

  /** Reports whether a space follows a piece if what comes then has no opinion. */
  private static boolean follows(List<Piece> pieces, int index) {
    Piece before = pieces.get(index);
    return switch (before.kind()) {
      case DOT, DOUBLE_COLON, LEFT_PAREN, LEFT_BRACKET, BOM -> false;
      case INTERPOLATION_START ->
          before.text().endsWith("~") || pieces.get(index + 1).kind() == TokenKind.LEFT_BRACE;
      case OPERATOR -> !isSign(pieces, index);
      default -> true;
    };
  }

  /** Reports whether one of the two is what a string or heredoc is made of. */
  private static boolean isTemplateText(TokenKind before, TokenKind after) {
    boolean startsText =
        switch (before) {
          case OPEN_QUOTE, HEREDOC_START, TEXT, TEMPLATE_END -> true;
          default -> false;
        };
    boolean endsText =
        switch (after) {
          case CLOSE_QUOTE, HEREDOC_END, TEXT, INTERPOLATION_START, DIRECTIVE_START -> true;
          default -> false;
        };
    return startsText || endsText;
  }

  /** Reports whether a dot between two indexes needs a space, not to become a decimal point. */
  private static boolean splitsNumbers(List<Piece> pieces, int index) {
    return pieces.get(index).kind() == TokenKind.NUMBER
        && index + 2 < pieces.size()
        && pieces.get(index + 2).kind() == TokenKind.NUMBER;
  }

  private static boolean isSign(List<Piece> pieces, int index) {
    return switch (pieces.get(index).text()) {
      case "!" -> true;
      case "-" -> !endsTerm(pieces, index - 1);
      default -> false;
    };
  }

  /** Reports whether an operand ends with a piece, comments not counted. */
  private static boolean endsTerm(List<Piece> pieces, int index) {
    int at = index;
    while (at >= 0 && pieces.get(at).isComment()) {
      at--;
    }
    if (at < 0) {
      return false;
    }
    Piece piece = pieces.get(at);
    return switch (piece.kind()) {
      case IDENTIFIER, NUMBER, RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, CLOSE_QUOTE -> true;
      case OPERATOR ->
          piece.text().equals("*") && at > 0 && pieces.get(at - 1).kind() == TokenKind.DOT;
      default -> false;
    };
  }

  private static boolean closesDirective(List<Piece> pieces, int index) {
    int depth = 0;
    for (int i = index; i >= 0; i--) {
      Piece piece = pieces.get(i);
      if (piece.closes()) {
        depth++;
      } else if (piece.opens() && --depth == 0) {
        return piece.kind() == TokenKind.DIRECTIVE_START;
      }
    }
    return false;
  }
}
