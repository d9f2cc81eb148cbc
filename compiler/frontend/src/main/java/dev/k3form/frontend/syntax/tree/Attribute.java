package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/**
 * {@code name = value}.
 *
 * @param value an {@link Expression.ErrorExpr} where the value could not be read
 */
public record Attribute(Identifier name, Expression value, Span span) implements BodyItem {}
