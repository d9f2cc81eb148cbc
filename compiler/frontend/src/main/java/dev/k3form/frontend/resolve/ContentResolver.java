package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what blocks of several kinds have in common: content, repetition, conditions, lifecycle.
 */
final class ContentResolver {
  private final ExpressionResolver expressions;
  private final StaticValues statics;
  private final Consumer<Diagnostic> problems;

  ContentResolver(
      ExpressionResolver expressions, StaticValues statics, Consumer<Diagnostic> problems) {
    this.expressions = expressions;
    this.statics = statics;
    this.problems = problems;
  }

  /** Returns {@code count} or {@code for_each}. */
  Declaration.Repetition repetition(BlockReader reader) {
    Optional<Attribute> count = reader.attribute("count");
    Optional<Attribute> forEach = reader.attribute("for_each");
    if (count.isPresent() && forEach.isPresent()) {
      problems.accept(
          new ResolveProblem.CountAndForEach(count.get().name().span(), forEach.get().name().span())
              .toDiagnostic());
    }
    if (forEach.isPresent()) {
      return new Declaration.Repetition.ForEach(
          expressions.resolve(forEach.get().value(), Place.PLAIN), forEach.get().name().span());
    }
    if (count.isPresent()) {
      return new Declaration.Repetition.Count(
          expressions.resolve(count.get().value(), Place.PLAIN), count.get().name().span());
    }
    return new Declaration.Repetition.Once();
  }

  /** Returns what expressions in a block may name. */
  static Place inside(Declaration.Repetition repetition) {
    return switch (repetition) {
      case Declaration.Repetition.Once _ -> Place.PLAIN;
      case Declaration.Repetition.Count _ -> Place.PLAIN.withCount();
      case Declaration.Repetition.ForEach _ -> Place.PLAIN.withEach();
    };
  }

  /** Returns what is left of a block as the content that a schema describes. */
  Content rest(BlockReader reader, Place place) {
    Map<String, Content.Argument> arguments = new LinkedHashMap<>();
    for (Attribute a : reader.otherAttributes()) {
      arguments.put(
          a.name().name(),
          new Content.Argument(
              a.name().name(), a.name().span(), expressions.resolve(a.value(), place)));
    }
    List<Content.Nested> blocks = new ArrayList<>();
    for (Block block : reader.otherBlocks()) {
      if (block.type().name().equals("dynamic")) {
        dynamic(block, place).ifPresent(blocks::add);
      } else {
        blocks.add(
            new Content.Static(
                block.type().name(),
                block.labels().stream().map(l -> new Content.Label(l.text(), l.span())).toList(),
                rest(new BlockReader(block, problems), place),
                block.header()));
      }
    }
    return new Content(arguments, blocks);
  }

  private Optional<Content.Nested> dynamic(Block block, Place place) {
    if (block.labels().size() != 1) {
      problems.accept(
          new ResolveProblem.Labels(
                  "dynamic", List.of("type"), block.labels().size(), block.header())
              .toDiagnostic());
      return Optional.empty();
    }
    String type = block.labels().getFirst().text();
    BlockReader reader = new BlockReader(block, problems);
    Expr forEach =
        reader
            .required("for_each")
            .map(a -> expressions.resolve(a.value(), place))
            .orElse(new Expr.Bad(block.header()));
    String iteratorName = reader.attribute("iterator").flatMap(a -> word(a.value())).orElse(type);
    Expr.Binding iterator = expressions.binding(iteratorName);
    Place inner = place.bind(iterator);
    List<Expr> labels =
        reader.attribute("labels").map(a -> labels(a.value(), inner)).orElse(List.of());
    Optional<Block> content = reader.block("content");
    if (content.isEmpty() && !block.body().hasErrors()) {
      problems.accept(
          new ResolveProblem.MissingArgument("content", "`dynamic`", "a block", block.header())
              .toDiagnostic());
    }
    reader.finish();
    Content inside =
        content.map(c -> rest(new BlockReader(c, problems), inner)).orElse(Content.EMPTY);
    return Optional.of(
        new Content.Dynamic(type, forEach, iterator, labels, inside, block.header()));
  }

  private List<Expr> labels(Expression expression, Place place) {
    if (expression instanceof Expression.Tuple t) {
      return t.items().stream().map(item -> expressions.resolve(item, place)).toList();
    }
    problems.accept(
        new ResolveProblem.NotStatic("`labels`", "write `[expression]`", expression.span())
            .toDiagnostic());
    return List.of();
  }

  private Optional<String> word(Expression expression) {
    return switch (expression) {
      case Expression.ScopeTraversal t when t.steps().isEmpty() -> Optional.of(t.root().name());
      default -> statics.text(expression, "the name of an iterator");
    };
  }

  /** Returns the conditions of blocks with {@code condition} and {@code error_message}. */
  List<Declaration.Condition> conditions(List<Block> blocks, Place place) {
    List<Declaration.Condition> out = new ArrayList<>();
    for (Block block : blocks) {
      BlockReader reader = new BlockReader(block, problems);
      Optional<Attribute> condition = reader.required("condition");
      Optional<Attribute> message = reader.required("error_message");
      reader.finish();
      if (condition.isPresent() && message.isPresent()) {
        out.add(
            new Declaration.Condition(
                expressions.resolve(condition.get().value(), place),
                expressions.resolve(message.get().value(), place),
                block.header()));
      }
    }
    return out;
  }

  /** Returns the {@code lifecycle} block. */
  Declaration.Lifecycle lifecycle(Block block, Place place, Mode mode) {
    BlockReader reader = new BlockReader(block, problems);
    List<Declaration.Condition> before = conditions(reader.blocks("precondition"), place);
    List<Declaration.Condition> after =
        conditions(reader.blocks("postcondition"), place.withSelf());
    if (mode == Mode.DATA) {
      reader.finish();
      return new Declaration.Lifecycle(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          before,
          after);
    }
    Optional<Attribute> ignore = reader.attribute("ignore_changes");
    List<Declaration.PathExpr> paths = new ArrayList<>();
    Optional<Expr> ignoreExpression = Optional.empty();
    if (ignore.isPresent() && !paths(ignore.get().value(), paths)) {
      paths.clear();
      ignoreExpression = Optional.of(expressions.resolve(ignore.get().value(), place));
    }
    Declaration.Lifecycle lifecycle =
        new Declaration.Lifecycle(
            reader
                .attribute("create_before_destroy")
                .map(a -> expressions.resolve(a.value(), place)),
            reader.attribute("prevent_destroy").map(a -> expressions.resolve(a.value(), place)),
            paths,
            ignoreExpression,
            reader
                .attribute("replace_triggered_by")
                .map(a -> triggers(a.value(), place))
                .orElse(List.of()),
            before,
            after);
    reader.finish();
    return lifecycle;
  }

  /** Reads {@code all} or a list of names; false if the expression is something else. */
  private boolean paths(Expression expression, List<Declaration.PathExpr> out) {
    switch (expression) {
      case Expression.ScopeTraversal t when t.steps().isEmpty() && t.root().name().equals("all") ->
          out.add(new Declaration.PathExpr(AttributePath.ROOT, t.span()));
      case Expression.Tuple tuple -> {
        for (Expression item : tuple.items()) {
          if (!(item instanceof Expression.ScopeTraversal t)) {
            return false;
          }
          Optional<AttributePath> path = path(t);
          if (path.isEmpty()) {
            return false;
          }
          out.add(new Declaration.PathExpr(path.get(), t.span()));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<AttributePath> path(Expression.ScopeTraversal traversal) {
    AttributePath path = AttributePath.of(traversal.root().name());
    for (Step step : traversal.steps()) {
      switch (step) {
        case Step.GetAttribute(var name, Span _) -> path = path.attribute(name.name());
        case Step.Index(Expression.Literal(Value.Num n, Span _), Span _) ->
            path = path.element(n.value().intValue());
        case Step.Index(Expression.Template t, Span _) when t.literal().isPresent() ->
            path = path.key(t.literal().get());
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(path);
  }

  private List<Expr> triggers(Expression expression, Place place) {
    if (expression instanceof Expression.Tuple t) {
      return t.items().stream()
          .map(item -> expressions.resolve(item, place))
          .filter(this::namesResource)
          .toList();
    }
    problems.accept(
        new ResolveProblem.NotStatic(
                "`replace_triggered_by`", "write a list of references", expression.span())
            .toDiagnostic());
    return List.of();
  }

  /** Reports what is no reference to a resource, an instance or an attribute of one. */
  private boolean namesResource(Expr expression) {
    Expr at = expression;
    while (at instanceof Expr.Attribute a) {
      at = a.base();
    }
    if (at instanceof Expr.Index i) {
      at = i.base();
    }
    boolean managed =
        at instanceof Expr.Reference(Expr.Target.Resource target, Span _)
            && target.mode() == Mode.MANAGED;
    if (!managed && !(at instanceof Expr.Bad)) {
      problems.accept(new ResolveProblem.BadTrigger(expression.span()).toDiagnostic());
    }
    return managed;
  }
}
