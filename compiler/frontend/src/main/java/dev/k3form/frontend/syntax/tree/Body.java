package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of a file or of a block, in the order of the source.
 *
 * <p>No two attributes have the same name: the parser reports a repetition and keeps the first.
 */
public record Body(List<BodyItem> items, Span span) implements Node {
  /** Copies the items. */
  public Body {
    items = List.copyOf(items);
  }

  /** Returns the attributes in the order of the source. */
  public Stream<Attribute> attributes() {
    return items.stream().filter(Attribute.class::isInstance).map(Attribute.class::cast);
  }

  /** Returns the blocks in the order of the source. */
  public Stream<Block> blocks() {
    return items.stream().filter(Block.class::isInstance).map(Block.class::cast);
  }

  /** Returns the blocks of a type in the order of the source. */
  public Stream<Block> blocks(String type) {
    return blocks().filter(block -> block.type().name().equals(type));
  }

  /** Returns the attribute of a name. */
  public Optional<Attribute> attribute(String name) {
    for (BodyItem item : items) {
      if (item instanceof Attribute attribute && attribute.name().name().equals(name)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  /** Reports whether a part of the body could not be read, so that something may be missing. */
  public boolean hasErrors() {
    return items.stream().anyMatch(ErrorItem.class::isInstance);
  }
}
