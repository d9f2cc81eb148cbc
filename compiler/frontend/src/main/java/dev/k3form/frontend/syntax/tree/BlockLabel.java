package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/**
 * A label of a block, a bare identifier or a quoted string; the two mean the same.
 *
 * @param text the label with escapes replaced
 */
public record BlockLabel(String text, boolean quoted, Span span) implements Node {}
