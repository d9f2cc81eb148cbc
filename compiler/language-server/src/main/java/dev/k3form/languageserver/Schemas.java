package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the providers say about the blocks of a document. */
final class Schemas {
  private final List<ProviderSchema> providers;

  Schemas(List<ProviderSchema> providers) {
    this.providers = List.copyOf(providers);
  }

  /** Returns the blocks around an offset, the outermost first. */
  static List<Block> around(Body body, int offset) {
    List<Block> path = new ArrayList<>();
    Body current = body;
    while (true) {
      Optional<Block> inner =
          current
              .blocks()
              .filter(b -> b.span().start() <= offset && offset <= b.span().end())
              .findFirst();
      if (inner.isEmpty()) {
        return path;
      }
      path.add(inner.get());
      current = inner.get().body();
    }
  }

  /** Returns the schema of the innermost of nested blocks, if a provider declares it. */
  Optional<BlockSchema> schema(List<Block> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Optional<BlockSchema> schema = top(path.getFirst());
    for (Block block : path.subList(1, path.size())) {
      schema =
          schema
              .flatMap(s -> Optional.ofNullable(s.blocks().get(block.type().name())))
              .map(NestedBlock::block);
    }
    return schema;
  }

  private Optional<BlockSchema> top(Block block) {
    if (block.labels().isEmpty()) {
      return Optional.empty();
    }
    String label = block.labels().getFirst().text();
    return switch (block.type().name()) {
      case "resource", "data" -> type(block).map(ResourceSchema::block);
      case "provider" ->
          providers.stream()
              .filter(p -> p.name().equals(label))
              .map(ProviderSchema::configuration)
              .findFirst();
      default -> Optional.empty();
    };
  }

  /** Returns the declared type of a resource or data block. */
  Optional<ResourceSchema> type(Block block) {
    return block.labels().isEmpty()
        ? Optional.empty()
        : types(block.type().name())
            .filter(t -> t.type().equals(block.labels().getFirst().text()))
            .findFirst();
  }

  /** Returns the types that a kind of block may have as its first label. */
  Stream<ResourceSchema> types(String kind) {
    return switch (kind) {
      case "resource" -> providers.stream().flatMap(p -> p.resources().values().stream());
      case "data" -> providers.stream().flatMap(p -> p.dataSources().values().stream());
      default -> Stream.empty();
    };
  }
}
