package dev.k3form.frontend.format;

import dev.k3form.frontend.syntax.tree.TokenKind;

/** A token of a line that is being laid out. */
record Piece(TokenKind kind, String text) {
  boolean opens() {
    return switch (kind) {
      case LEFT_PAREN, LEFT_BRACKET, LEFT_BRACE, INTERPOLATION_START, DIRECTIVE_START -> true;
      default -> false;
    };
  }

  boolean closes() {
    return switch (kind) {
      case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, TEMPLATE_END -> true;
      default -> false;
    };
  }

  boolean isComment() {
    return kind == TokenKind.LINE_COMMENT || kind == TokenKind.BLOCK_COMMENT;
  }
}
