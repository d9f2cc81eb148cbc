package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.AttributePath.Step;
import dev.k3form.model.graph.ArgumentPlaces;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;

/** Follows a path through what is written in a block, as far as it is written out there. */
record WrittenPlaces(Content content) implements ArgumentPlaces {
  @Override
  public Optional<Span> of(AttributePath path) {
    return in(content, path.steps());
  }

  private static Optional<Span> in(Content content, List<Step> steps) {
    if (steps.isEmpty() || !(steps.getFirst() instanceof Step.Attribute(String name))) {
      return Optional.empty();
    }
    List<Step> rest = steps.subList(1, steps.size());
    Content.Argument argument = content.arguments().get(name);
    if (argument != null) {
      Span whole = argument.nameSpan().to(argument.value().span());
      return Optional.of(in(argument.value(), rest).orElse(whole));
    }
    List<Content.Nested> blocks =
        content.blocks().stream().filter(b -> b.type().equals(name)).toList();
    boolean picks = !rest.isEmpty() && !(rest.getFirst() instanceof Step.Attribute);
    Optional<Content.Nested> block =
        picks ? picked(blocks, rest.getFirst()) : blocks.stream().findFirst();
    if (block.isEmpty()) {
      return blocks.stream().findFirst().map(Content.Nested::span);
    }
    List<Step> inside = picks ? rest.subList(1, rest.size()) : rest;
    return Optional.of(in(block.get().content(), inside).orElse(block.get().span()));
  }

  /** Which of several blocks a step means, where all of them are written out. */
  private static Optional<Content.Nested> picked(List<Content.Nested> blocks, Step step) {
    return switch (step) {
      case Step.Element(int index) ->
          index < blocks.size() && blocks.stream().allMatch(Content.Static.class::isInstance)
              ? Optional.of(blocks.get(index))
              : Optional.empty();
      case Step.Key(String key) -> blocks.stream().filter(b -> isLabelled(b, key)).findFirst();
      case Step.Attribute _ -> Optional.empty();
    };
  }

  private static boolean isLabelled(Content.Nested block, String key) {
    return block instanceof Content.Static written
        && written.labels().stream().anyMatch(label -> label.text().equals(key));
  }

  private static Optional<Span> in(Expr value, List<Step> steps) {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Optional<Expr> found =
        switch (steps.getFirst()) {
          case Step.Element(int index) ->
              value instanceof Expr.TupleOf tuple && index < tuple.items().size()
                  ? Optional.of(tuple.items().get(index))
                  : Optional.empty();
          case Step.Key(String key) -> item(value, key);
          case Step.Attribute(String name) -> item(value, name);
        };
    return found.map(e -> in(e, steps.subList(1, steps.size())).orElse(e.span()));
  }

  private static Optional<Expr> item(Expr value, String key) {
    return value instanceof Expr.ObjectOf object
        ? object.items().stream()
            .filter(
                i -> i.key() instanceof Expr.Literal(Value.Str(String text), _) && text.equals(key))
            .map(Expr.Item::value)
            .findFirst()
        : Optional.empty();
  }
}
