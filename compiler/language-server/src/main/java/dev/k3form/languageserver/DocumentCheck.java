package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;

/** Finds what is wrong with a document. */
@FunctionalInterface
public interface DocumentCheck {
  /** Reports what the parser does. */
  DocumentCheck SYNTAX = SyntaxTree::diagnostics;

  /** Returns all that is wrong, the diagnostics of the tree included. */
  List<Diagnostic> check(SyntaxTree tree);
}
