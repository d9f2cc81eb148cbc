package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;
import java.math.BigInteger;
import java.util.List;

/** One selection from a value; a step's span starts at its dot or bracket. */
public sealed interface Step extends Node {
  /** {@code .name}. */
  record GetAttribute(Identifier name, Span span) implements Step {}

  /** {@code [key]}. */
  record Index(Expression key, Span span) implements Step {}

  /** {@code .0}, an index in the old form. */
  record LegacyIndex(BigInteger index, Span span) implements Step {}

  /**
   * {@code .*} with the steps that are taken on each element, which are attributes and legacy
   * indexes only; later steps of the traversal are taken on the resulting list.
   */
  record AttributeSplat(List<Step> each, Span span) implements Step {
    /** Copies the steps. */
    public AttributeSplat {
      each = List.copyOf(each);
    }
  }

  /** {@code [*]} with the steps that are taken on each element: all that follow. */
  record FullSplat(List<Step> each, Span span) implements Step {
    /** Copies the steps. */
    public FullSplat {
      each = List.copyOf(each);
    }
  }
}
