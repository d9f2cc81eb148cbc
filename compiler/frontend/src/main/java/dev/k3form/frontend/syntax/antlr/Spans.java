package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Identifier;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** The places of tokens and parse trees in one file. */
record Spans(SourceFile file) {
  Span of(Token token) {
    return between(token, token);
  }

  Span of(ParserRuleContext context) {
    Token stop = context.getStop();
    return between(context.getStart(), stop == null ? context.getStart() : stop);
  }

  Span between(Token first, Token last) {
    int start = first.getStartIndex();
    return new Span(file.path(), start, Math.max(start, last.getStopIndex() + 1));
  }

  Identifier identifier(Token token) {
    return new Identifier(token.getText(), of(token));
  }
}
