package dev.k3form.frontend.syntax.tree;

/** The kinds of token that the formatter and the editor tell apart. */
public enum TokenKind {
  BOM,
  WHITESPACE,
  NEWLINE,
  LINE_COMMENT,
  BLOCK_COMMENT,
  IDENTIFIER,
  /** A word with a meaning at this place only, such as {@code for}. */
  KEYWORD,
  NUMBER,
  OPERATOR,
  ASSIGN,
  ARROW,
  DOT,
  COMMA,
  ELLIPSIS,
  COLON,
  DOUBLE_COLON,
  QUESTION,
  LEFT_PAREN,
  RIGHT_PAREN,
  LEFT_BRACKET,
  RIGHT_BRACKET,
  LEFT_BRACE,
  RIGHT_BRACE,
  OPEN_QUOTE,
  CLOSE_QUOTE,
  /** {@code <<ID} with its newline. */
  HEREDOC_START,
  /** The line that closes a heredoc, without its newline. */
  HEREDOC_END,
  /** Text in a quoted string or heredoc. */
  TEXT,
  /** <code>${</code> or <code>${~</code>. */
  INTERPOLATION_START,
  /** <code>%{</code> or <code>%{~</code>. */
  DIRECTIVE_START,
  /** <code>}</code> or <code>~}</code> that closes one of the two. */
  TEMPLATE_END,
  /** Characters that mean nothing in the language. */
  UNKNOWN
}
