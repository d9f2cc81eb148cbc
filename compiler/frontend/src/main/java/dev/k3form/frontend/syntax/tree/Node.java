package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;

/** A part of a syntax tree; its span covers its first to its last token. */
public sealed interface Node
    permits Body,
        BodyItem,
        BlockLabel,
        Expression,
        Identifier,
        ObjectItem,
        ObjectKey,
        Step,
        TemplatePart {
  /** Returns the place in the source. */
  Span span();
}
