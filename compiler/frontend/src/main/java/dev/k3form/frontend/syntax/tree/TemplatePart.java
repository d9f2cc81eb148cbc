package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;
import java.util.List;
import java.util.Optional;

/** A part of a template. */
public sealed interface TemplatePart extends Node {
  /**
   * Text that stands for itself.
   *
   * @param text the final text, never empty
   */
  record Literal(String text, Span span) implements TemplatePart {}

  /** <code>${ value }</code>; its span includes the delimiters. */
  record Interpolation(Expression value, Span span) implements TemplatePart {}

  /** <code>%{ if c }...%{ else }...%{ endif }</code>. */
  record If(Expression condition, List<TemplatePart> then, List<TemplatePart> otherwise, Span span)
      implements TemplatePart {
    /** Copies the parts. */
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** <code>%{ for key, element in collection }...%{ endfor }</code>. */
  record For(
      Optional<Identifier> key,
      Identifier element,
      Expression collection,
      List<TemplatePart> body,
      Span span)
      implements TemplatePart {
    /** Copies the parts. */
    public For {
      body = List.copyOf(body);
    }
  }
}
