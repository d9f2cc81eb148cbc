package dev.k3form.frontend.program;

import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a block holds that a provider's schema describes: arguments and nested blocks. */
public record Content(Map<String, Argument> arguments, List<Nested> blocks) {
  /** A block without content. */
  public static final Content EMPTY = new Content(Map.of(), List.of());

  /** Copies the collections and keeps their order. */
  public Content {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    blocks = List.copyOf(blocks);
  }

  /** An argument and its value. */
  public record Argument(String name, Span nameSpan, Expr value) {}

  /** A block inside a block. */
  public sealed interface Nested {
    /** The type of the block. */
    String type();

    /** The header of the block. */
    Span span();

    /** What it holds. */
    Content content();
  }

  /** A block that is written out. */
  public record Static(String type, List<Label> labels, Content content, Span span)
      implements Nested {
    /** Copies the labels. */
    public Static {
      labels = List.copyOf(labels);
    }
  }

  /** A label of a nested block. */
  public record Label(String text, Span span) {}

  /**
   * {@code dynamic "type"}: as many blocks as a collection has elements.
   *
   * @param iterator what stands for an object of {@code key} and {@code value} inside
   * @param labels the expressions of the labels
   */
  public record Dynamic(
      String type,
      Expr forEach,
      Expr.Binding iterator,
      List<Expr> labels,
      Content content,
      Span span)
      implements Nested {
    /** Copies the labels. */
    public Dynamic {
      labels = List.copyOf(labels);
    }
  }

  /** Returns every expression in it, those of blocks last. */
  public List<Expr> expressions() {
    List<Expr> out = new ArrayList<>();
    arguments.values().forEach(a -> out.add(a.value()));
    for (Nested block : blocks) {
      if (block instanceof Dynamic d) {
        out.add(d.forEach());
        out.addAll(d.labels());
      }
      out.addAll(block.content().expressions());
    }
    return out;
  }
}
