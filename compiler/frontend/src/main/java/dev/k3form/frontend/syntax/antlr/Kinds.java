package dev.k3form.frontend.syntax.antlr;

import static dev.k3form.grammar.K3sLexer.*;

import dev.k3form.frontend.syntax.tree.TokenKind;

/** The kinds of the generated lexer's token types. */
final class Kinds {
  private Kinds() {}

  static TokenKind of(int type) {
    return switch (type) {
      case BOM -> TokenKind.BOM;
      case WHITESPACE -> TokenKind.WHITESPACE;
      case NEWLINE, UNCLOSED_QUOTE -> TokenKind.NEWLINE;
      case LINE_COMMENT -> TokenKind.LINE_COMMENT;
      case BLOCK_COMMENT, UNCLOSED_COMMENT -> TokenKind.BLOCK_COMMENT;
      case IDENTIFIER -> TokenKind.IDENTIFIER;
      case FOR, IN, IF, ELSE, ENDIF, ENDFOR -> TokenKind.KEYWORD;
      case NUMBER, UNIT_NUMBER, BAD_NUMBER -> TokenKind.NUMBER;
      case OR,
          AND,
          EQUAL,
          NOT_EQUAL,
          LESS,
          GREATER,
          LESS_OR_EQUAL,
          GREATER_OR_EQUAL,
          PLUS,
          MINUS,
          STAR,
          FULL_SPLAT,
          SLASH,
          PERCENT,
          NOT ->
          TokenKind.OPERATOR;
      case ASSIGN -> TokenKind.ASSIGN;
      case ARROW -> TokenKind.ARROW;
      case DOT -> TokenKind.DOT;
      case COMMA -> TokenKind.COMMA;
      case ELLIPSIS -> TokenKind.ELLIPSIS;
      case COLON -> TokenKind.COLON;
      case DOUBLE_COLON -> TokenKind.DOUBLE_COLON;
      case QUESTION -> TokenKind.QUESTION;
      case LEFT_PAREN -> TokenKind.LEFT_PAREN;
      case RIGHT_PAREN -> TokenKind.RIGHT_PAREN;
      case LEFT_BRACKET -> TokenKind.LEFT_BRACKET;
      case RIGHT_BRACKET -> TokenKind.RIGHT_BRACKET;
      case LEFT_BRACE -> TokenKind.LEFT_BRACE;
      case RIGHT_BRACE, STRIP_RIGHT_BRACE -> TokenKind.RIGHT_BRACE;
      case OPEN_QUOTE -> TokenKind.OPEN_QUOTE;
      case CLOSE_QUOTE -> TokenKind.CLOSE_QUOTE;
      case HEREDOC_START -> TokenKind.HEREDOC_START;
      case HEREDOC_END -> TokenKind.HEREDOC_END;
      case TEXT -> TokenKind.TEXT;
      case INTERPOLATION_START -> TokenKind.INTERPOLATION_START;
      case DIRECTIVE_START -> TokenKind.DIRECTIVE_START;
      default -> TokenKind.UNKNOWN;
    };
  }
}
