package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;
import java.util.List;

/**
 * {@code type "label" label { ... }}, on one line or several.
 *
 * @param header the place of type and labels, for messages about the block as a whole
 */
public record Block(Identifier type, List<BlockLabel> labels, Body body, Span header, Span span)
    implements BodyItem {
  /** Copies the labels. */
  public Block {
    labels = List.copyOf(labels);
  }
}
