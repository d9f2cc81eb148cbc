package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/** A name as it is written in the source. */
public record Identifier(String name, Span span) implements Node {}
