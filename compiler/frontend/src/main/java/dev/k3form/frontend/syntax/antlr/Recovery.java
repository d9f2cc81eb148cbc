package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * What the parser does when it meets something that it does not expect: it says so once, gives up
 * the innermost item, and goes on with the next one.
 *
 * <p>It neither inserts nor deletes single tokens: what ANTLR would invent makes for messages about
 * things that the user did not write. An error is passed up to the item unless the {@link Layout}
 * has already reported something in the same item, which is then its cause.
 */
final class Recovery extends DefaultErrorStrategy {
  private final Unexpected unexpected;
  private final List<Diagnostic> diagnostics;
  private final Reported reported;

  /** The errors that were reported; each passes through all rules up to its item. */
  private final Set<RecognitionException> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  Recovery(Unexpected unexpected, List<Diagnostic> diagnostics) {
    this.unexpected = unexpected;
    this.diagnostics = diagnostics;
    this.reported = new Reported(diagnostics);
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    if (!seen.add(error)) {
      return;
    }
    beginErrorCondition(parser);
    K3sToken found = (K3sToken) error.getOffendingToken();
    int from = itemOf(parser.getContext()).getStart().getStartIndex();
    if (!reported.between(from, found.end())) {
      diagnostics.add(unexpected.describe(parser, parser.getContext(), found));
    }
  }

  private static ParserRuleContext itemOf(ParserRuleContext context) {
    ParserRuleContext item = context;
    while (item.getRuleIndex() != K3sParser.RULE_item && item.getParent() != null) {
      item = item.getParent();
    }
    return item;
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    switch (parser.getContext().getRuleIndex()) {
      case K3sParser.RULE_item -> skipItem(parser);
      case K3sParser.RULE_file, K3sParser.RULE_standaloneExpression -> {
        while (parser.getCurrentToken().getType() != Token.EOF) {
          parser.consume();
        }
      }
      default -> throw error;
    }
  }

  private static void skipItem(Parser parser) {
    int depth = ((K3sToken) parser.getContext().getStart()).depth();
    skipTo(parser, depth);
  }

  /** Consumes up to the newline that ends the item, or up to the brace that ends its body. */
  private static void skipTo(Parser parser, int depth) {
    while (true) {
      K3sToken token = (K3sToken) parser.getCurrentToken();
      boolean leavesBody =
          token.depth() < depth
              && (token.getType() == K3sParser.RIGHT_BRACE
                  || token.getType() == K3sParser.STRIP_RIGHT_BRACE);
      if (token.getType() == Token.EOF || leavesBody) {
        return;
      }
      parser.consume();
      boolean ends = token.getType() == K3sParser.NEWLINE && token.depth() == depth;
      if (ends && beginsItem(parser.getTokenStream(), depth)) {
        return;
      }
    }
  }

  /** Reports whether the next line looks like an item, and not like the rest of the wrong one. */
  private static boolean beginsItem(TokenStream tokens, int depth) {
    int first = tokens.LA(1);
    if (first == K3sParser.RIGHT_BRACE) {
      return true;
    }
    if (first == K3sParser.IDENTIFIER) {
      switch (tokens.LA(2)) {
        case K3sParser.COLON, K3sParser.IDENTIFIER, K3sParser.OPEN_QUOTE -> {
          return true;
        }
        default -> {}
      }
    }
    for (int i = 1; tokens.LA(i) != Token.EOF; i++) {
      if (((K3sToken) tokens.LT(i)).depth() == depth) {
        switch (tokens.LA(i)) {
          case K3sParser.ASSIGN -> {
            return true;
          }
          case K3sParser.LEFT_BRACE -> {
            return first == K3sParser.IDENTIFIER;
          }
          case K3sParser.NEWLINE -> {
            return false;
          }
          default -> {}
        }
      }
    }
    return false;
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  /** Skips, where an item should begin, what cannot begin one. */
  @Override
  public void sync(Parser parser) {
    if (parser.getContext().getRuleIndex() != K3sParser.RULE_body) {
      return;
    }
    boolean topLevel = parser.getContext().getParent().getRuleIndex() == K3sParser.RULE_file;
    while (true) {
      K3sToken token = (K3sToken) parser.getCurrentToken();
      switch (token.getType()) {
        case K3sParser.IDENTIFIER, Token.EOF -> {
          return;
        }
        case K3sParser.RIGHT_BRACE -> {
          if (!topLevel) {
            return;
          }
        }
        default -> {}
      }
      beginErrorCondition(parser);
      if (!reported.between(token.getStartIndex(), token.end())) {
        diagnostics.add(unexpected.atItemStart(parser, token));
      }
      skipTo(parser, token.depth());
    }
  }
}
