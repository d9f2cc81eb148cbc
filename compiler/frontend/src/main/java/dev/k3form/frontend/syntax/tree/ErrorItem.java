package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/** A stretch of a body that is neither attribute nor block; a diagnostic says why. */
public record ErrorItem(Span span) implements BodyItem {}
