package dev.k3form.frontend.syntax;

import dev.k3form.frontend.syntax.antlr.TreeReader;
import dev.k3form.frontend.syntax.tree.ExpressionTree;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.source.SourceFile;

/**
 * The parser of the language: text in, syntax tree out.
 *
 * <p>It never fails: what cannot be parsed becomes an error node and a diagnostic, at most one for
 * each item of a body, and the rest of the file is parsed all the same.
 */
public final class Parser {
  private Parser() {}

  /** Parses a configuration file, or a file of variable values. */
  public static SyntaxTree parseFile(SourceFile file) {
    SyntaxTree tree = TreeReader.readFile(file);
    return tree.hasErrors() ? withoutConflicts(tree) : tree;
  }

  /** Returns a tree that cannot be parsed with one error for each conflict, if that is why. */
  private static SyntaxTree withoutConflicts(SyntaxTree tree) {
    MergeConflicts conflicts = MergeConflicts.in(tree.file());
    if (conflicts.diagnostics().isEmpty()) {
      return tree;
    }
    SyntaxTree firstSides = TreeReader.readFile(conflicts.firstSides());
    Diagnostics all = new Diagnostics();
    all.addAll(conflicts.diagnostics());
    all.addAll(firstSides.diagnostics());
    return new SyntaxTree(tree.file(), firstSides.body(), tree.tokens(), all.sorted());
  }

  /** Parses a single expression, in which newlines mean nothing, as inside parentheses. */
  public static ExpressionTree parseExpression(SourceFile file) {
    return TreeReader.readExpression(file);
  }
}
