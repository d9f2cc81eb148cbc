package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/** The key of an item in an object. */
public sealed interface ObjectKey extends Node {
  /** A bare word, which stands for itself even if a variable has that name. */
  record Name(String name, Span span) implements ObjectKey {}

  /**
   * A bare {@code a.b}. It could be meant as a string or as a reference; who gives it a meaning
   * reports that it must be quoted or put in parentheses.
   */
  record Ambiguous(Expression.ScopeTraversal traversal) implements ObjectKey {
    @Override
    public Span span() {
      return traversal.span();
    }
  }

  /** Any other expression; its value, converted to a string, is the key. */
  record Computed(Expression expression) implements ObjectKey {
    @Override
    public Span span() {
      return expression.span();
    }
  }
}
