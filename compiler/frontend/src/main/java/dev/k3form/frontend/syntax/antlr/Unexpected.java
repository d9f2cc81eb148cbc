package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;

/** Says what the parser met and what could have stood there. */
final class Unexpected {
  private final SourceFile file;

  Unexpected(SourceFile file) {
    this.file = file;
  }

  Diagnostic describe(K3sParser parser, RecognitionException error, K3sToken found) {
    return Diagnostic.error("K3-0101", "unexpected " + name(found))
        .at(span(found), "expected " + error.getExpectedTokens().toString(parser.getVocabulary()))
        .build();
  }

  Diagnostic atItemStart(Parser parser, K3sToken found) {
    return Diagnostic.error("K3-0101", "unexpected " + name(found))
        .at(span(found), "expected an argument or a block")
        .build();
  }

  private String name(K3sToken token) {
    return switch (token.getType()) {
      case K3sParser.EOF -> "end of file";
      case K3sParser.NEWLINE -> "end of line";
      default -> "`" + token.getText() + "`";
    };
  }

  private Span span(K3sToken token) {
    return new Span(file.path(), token.getStartIndex(), Math.max(token.getStartIndex(), token.end()));
  }
}
