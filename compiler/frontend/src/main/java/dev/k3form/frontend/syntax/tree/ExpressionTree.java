package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.List;

/** A single expression as it was read, from a command line or console. */
public record ExpressionTree(
    SourceFile file, Expression expression, Tokens tokens, List<Diagnostic> diagnostics) {
  /** Copies the diagnostics. */
  public ExpressionTree {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Reports whether it could not be parsed. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
