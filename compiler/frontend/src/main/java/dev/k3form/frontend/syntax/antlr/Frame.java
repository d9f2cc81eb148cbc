package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sLexer;

/** Something that is open while the {@link Layout} reads: a body, a bracket, a template. */
final class Frame {
  /** What is open, what closes it, and whether newlines mean something inside. */
  enum Kind {
    FILE(0, Newlines.END_ITEM),
    STANDALONE(0, Newlines.IGNORED),
    BODY(K3sLexer.RIGHT_BRACE, Newlines.END_ITEM),
    OBJECT(K3sLexer.RIGHT_BRACE, Newlines.SEPARATE),
    FOR_OBJECT(K3sLexer.RIGHT_BRACE, Newlines.IGNORED),
    PARENS(K3sLexer.RIGHT_PAREN, Newlines.IGNORED),
    TUPLE(K3sLexer.RIGHT_BRACKET, Newlines.IGNORED),
    FOR_TUPLE(K3sLexer.RIGHT_BRACKET, Newlines.IGNORED),
    INDEX(K3sLexer.RIGHT_BRACKET, Newlines.IGNORED),
    SPLAT(K3sLexer.RIGHT_BRACKET, Newlines.AS_OUTSIDE),
    QUOTED(K3sLexer.CLOSE_QUOTE, Newlines.IGNORED),
    HEREDOC(K3sLexer.HEREDOC_END, Newlines.IGNORED),
    INTERPOLATION(K3sLexer.RIGHT_BRACE, Newlines.IGNORED),
    DIRECTIVE(K3sLexer.RIGHT_BRACE, Newlines.IGNORED);

    private final int closer;
    private final Newlines newlines;

    Kind(int closer, Newlines newlines) {
      this.closer = closer;
      this.newlines = newlines;
    }

    int closer() {
      return closer;
    }

    Newlines newlines() {
      return newlines;
    }

    boolean isBody() {
      return newlines == Newlines.END_ITEM;
    }

    boolean isBrace() {
      return closer == K3sLexer.RIGHT_BRACE;
    }

    boolean isTemplate() {
      return this == QUOTED || this == HEREDOC || this == INTERPOLATION || this == DIRECTIVE;
    }
  }

  /** What a newline means. */
  enum Newlines {
    /** It ends an argument or block. */
    END_ITEM,
    /** It separates the items of an object, as a comma does. */
    SEPARATE,
    IGNORED,
    AS_OUTSIDE
  }

  /** How much of <code>for a, b in</code> has been read. */
  enum ForHeader {
    NONE,
    KEY,
    AFTER_KEY,
    ELEMENT,
    AFTER_ELEMENT,
    COMPLETE
  }

  private final K3sToken opener;
  private Kind kind;
  private ForHeader forHeader = ForHeader.NONE;
  private boolean assigned;
  private boolean newlineAfterOpener;
  private int operators;

  Frame(Kind kind, K3sToken opener) {
    this.kind = kind;
    this.opener = opener;
  }

  Kind kind() {
    return kind;
  }

  K3sToken opener() {
    return opener;
  }

  ForHeader forHeader() {
    return forHeader;
  }

  void forHeader(ForHeader value) {
    forHeader = value;
  }

  /** Turns the frame into another kind, now that what follows the bracket is known. */
  void become(Kind value) {
    kind = value;
  }

  /** In a body: whether an equals sign has been read since the item began. */
  boolean assigned() {
    return assigned;
  }

  void assigned(boolean value) {
    assigned = value;
  }

  boolean newlineAfterOpener() {
    return newlineAfterOpener;
  }

  void newlineAfterOpener(boolean value) {
    newlineAfterOpener = value;
  }

  /** The weight of the operators that have been read since the last separator. */
  int operators() {
    return operators;
  }

  void operators(int value) {
    operators = value;
  }
}
