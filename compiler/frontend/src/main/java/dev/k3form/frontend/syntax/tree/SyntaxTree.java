package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.List;

/**
 * A source file as it was read.
 *
 * <p>Lossless: the texts of the tokens, one after the other, are the text of the file, whether or
 * not it could be parsed. Where it could not, the body holds {@link ErrorItem}s and {@link
 * Expression.ErrorExpr}s and the diagnostics say why.
 */
public record SyntaxTree(SourceFile file, Body body, Tokens tokens, List<Diagnostic> diagnostics) {
  /** Copies the diagnostics. */
  public SyntaxTree {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Reports whether something could not be parsed. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
