package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;

/** Finds what is wrong with a document. */
@FunctionalInterface
public interface DocumentCheck {
  /** Reports what the parser does. */
  DocumentCheck SYNTAX = (uri, tree, _) -> tree.diagnostics();

  /**
   * Returns all that is wrong, the diagnostics of the tree included.
   *
   * @param uri of the document
   * @param tree of the document; its file is named by the last part of the URI
   * @param open the texts of all documents that are open, by their URIs
   */
  List<Diagnostic> check(String uri, SyntaxTree tree, Map<String, String> open);
}
