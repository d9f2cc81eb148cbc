package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes the known parts out of a block, and reports what is left over. */
final class BlockReader {
  private final Body body;
  private final Span header;
  private final String title;
  private final Consumer<Diagnostic> problems;
  private final Set<String> attributes = new HashSet<>();
  private final Set<String> blocks = new HashSet<>();
  private final List<String> missing = new ArrayList<>();

  BlockReader(Block block, Consumer<Diagnostic> problems) {
    this(block.body(), block.header(), "`" + block.type().name() + "`", problems);
  }

  BlockReader(Body body, Span header, String title, Consumer<Diagnostic> problems) {
    this.body = body;
    this.header = header;
    this.title = title;
    this.problems = problems;
  }

  Span header() {
    return header;
  }

  Optional<Attribute> attribute(String name) {
    attributes.add(name);
    return body.attribute(name);
  }

  Optional<Attribute> required(String name) {
    Optional<Attribute> found = attribute(name);
    if (found.isEmpty() && !body.hasErrors()) {
      missing.add(name);
    }
    return found;
  }

  List<Block> blocks(String type) {
    blocks.add(type);
    return body.blocks(type).toList();
  }

  /** Returns the only block of a type; further ones are reported. */
  Optional<Block> block(String type) {
    List<Block> all = blocks(type);
    if (all.size() > 1) {
      problems.accept(
          new ResolveProblem.Duplicate(
                  "`" + type + "` in " + title, all.get(0).header(), all.get(1).header())
              .toDiagnostic());
    }
    return all.stream().findFirst();
  }

  /** Returns the attributes that nobody has asked for. */
  List<Attribute> otherAttributes() {
    return body.attributes().filter(a -> !attributes.contains(a.name().name())).toList();
  }

  /** Returns the blocks that nobody has asked for. */
  List<Block> otherBlocks() {
    return body.blocks().filter(b -> !blocks.contains(b.type().name())).toList();
  }

  /** Reports what is missing; for blocks that may have any argument. */
  void reportMissing() {
    missing.forEach(this::reportMissing);
  }

  private void reportMissing(String name) {
    problems.accept(new ResolveProblem.MissingArgument(name, title, "", header).toDiagnostic());
  }

  /** Reports what is missing, but where it is misspelt, and what nobody has asked for. */
  void finish() {
    for (String name : missing) {
      boolean misspelt =
          otherAttributes().stream()
              .anyMatch(a -> Suggestions.near(a.name().name(), attributes).contains(name));
      if (!misspelt) {
        reportMissing(name);
      }
    }
    for (Attribute attribute : otherAttributes()) {
      String name = attribute.name().name();
      problems.accept(
          new ResolveProblem.UnknownArgument(
                  name, title, attributes, attribute.name().span(), blocks.contains(name))
              .toDiagnostic());
    }
    for (Block block : otherBlocks()) {
      String type = block.type().name();
      problems.accept(
          new ResolveProblem.UnknownBlock(type, title, blocks, block.type().span()).toDiagnostic());
    }
  }
}
