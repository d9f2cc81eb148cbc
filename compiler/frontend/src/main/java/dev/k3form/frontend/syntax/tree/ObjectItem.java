package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/** {@code key = value} or {@code key : value} in an object. */
public record ObjectItem(ObjectKey key, Expression value, Span span) implements Node {}
