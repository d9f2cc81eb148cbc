package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Prints trees and tokens, one node a line, for {@code k3form debug} and for tests.
 *
 * <p>The tree is printed without places: two files that mean the same print the same, however they
 * are laid out.
 */
public final class TreePrinter {
  private final StringBuilder out = new StringBuilder();
  private int indent;

  private TreePrinter() {}

  /** Returns the nodes of a body. */
  public static String tree(Body body) {
    TreePrinter printer = new TreePrinter();
    body.items().forEach(printer::item);
    return printer.out.toString();
  }

  /** Returns the nodes of an expression. */
  public static String tree(Expression expression) {
    TreePrinter printer = new TreePrinter();
    printer.expression(expression);
    return printer.out.toString();
  }

  /** Returns the tokens, each with its place in the text and its text. */
  public static String tokens(Tokens tokens) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      out.append(tokens.start(i))
          .append("..")
          .append(tokens.end(i))
          .append(' ')
          .append(tokens.kind(i))
          .append(' ')
          .append(quote(tokens.text(i)))
          .append('\n');
    }
    return out.toString();
  }

  private void line(String text) {
    out.append("  ".repeat(indent)).append(text).append('\n');
  }

  private void in(String head, Runnable children) {
    line(head);
    indent++;
    children.run();
    indent--;
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                  if (c < ' ' || c == '\ufeff') {
                    quoted.append("\\u%04x".formatted(c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  // --- structure
  // ----------------------------------------------------------------------------------

  private void item(BodyItem item) {
    switch (item) {
      case Attribute attribute ->
          in("attribute " + attribute.name().name(), () -> expression(attribute.value()));
      case Block block -> {
        StringBuilder head = new StringBuilder("block ").append(block.type().name());
        block.labels().forEach(label -> head.append(' ').append(quote(label.text())));
        in(head.toString(), () -> block.body().items().forEach(this::item));
      }
      case ErrorItem _ -> line("error");
    }
  }

  // --- expressions
  // --------------------------------------------------------------------------------

  private void expression(Expression expression) {
    switch (expression) {
      case Expression.Literal literal -> line(literal(literal.value()));
      case Expression.Template template -> template(template);
      case Expression.Tuple tuple -> in("tuple", () -> tuple.items().forEach(this::expression));
      case Expression.ObjectCons object ->
          in("object", () -> object.items().forEach(this::objectItem));
      case Expression.ForTuple tuple ->
          in(
              "for-tuple " + names(tuple.key(), tuple.element()),
              () -> {
                role("in", tuple.collection());
                role("value", tuple.value());
                tuple.condition().ifPresent(condition -> role("if", condition));
              });
      case Expression.ForObject object ->
          in(
              "for-object "
                  + names(object.key(), object.element())
                  + (object.grouping() ? " grouping" : ""),
              () -> {
                role("in", object.collection());
                role("key", object.resultKey());
                role("value", object.value());
                object.condition().ifPresent(condition -> role("if", condition));
              });
      case Expression.Conditional conditional ->
          in(
              "conditional",
              () -> {
                expression(conditional.condition());
                expression(conditional.whenTrue());
                expression(conditional.whenFalse());
              });
      case Expression.Binary binary -> binary(binary);
      case Expression.Unary unary ->
          in("unary " + unary.operator().symbol(), () -> expression(unary.operand()));
      case Expression.Call call ->
          in(
              "call " + call.qualifiedName() + (call.expandsLast() ? " ..." : ""),
              () -> call.arguments().forEach(this::expression));
      case Expression.ScopeTraversal traversal ->
          in("variable " + traversal.root().name(), () -> traversal.steps().forEach(this::step));
      case Expression.RelativeTraversal traversal ->
          in(
              "traversal",
              () -> {
                expression(traversal.source());
                traversal.steps().forEach(this::step);
              });
      case Expression.Parens parens -> in("parens", () -> expression(parens.inner()));
      case Expression.ErrorExpr _ -> line("error");
    }
  }

  private static String literal(Value value) {
    return switch (value) {
      case Value.Num number -> "number " + number.value().toPlainString();
      case Value.Size size -> "size " + size.bytes();
      case Value.Time time -> "duration " + time.value();
      case Value.Bool bool -> "bool " + bool.value();
      case Value.Null _ -> "null";
      case Value.Str _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _,
          Value.Secret _ ->
          throw new IllegalStateException("not a literal: " + value.getClass());
    };
  }

  private void binary(Expression.Binary binary) {
    in(
        "binary " + binary.operator().symbol(),
        () -> {
          expression(binary.left());
          expression(binary.right());
        });
  }

  private static String names(Optional<Identifier> key, Identifier element) {
    return key.map(k -> k.name() + ", ").orElse("") + element.name();
  }

  private void role(String role, Expression expression) {
    in(role, () -> expression(expression));
  }

  private void objectItem(ObjectItem item) {
    in(
        "item",
        () -> {
          switch (item.key()) {
            case ObjectKey.Name name -> line("key " + quote(name.name()));
            case ObjectKey.Ambiguous(Expression.ScopeTraversal traversal) ->
                role("ambiguous key", traversal);
            case ObjectKey.Computed(Expression computed) -> role("key", computed);
          }
          expression(item.value());
        });
  }

  private void step(Step step) {
    switch (step) {
      case Step.GetAttribute get -> line("." + get.name().name());
      case Step.Index index -> in("[]", () -> expression(index.key()));
      case Step.LegacyIndex index -> line("legacy ." + index.index());
      case Step.AttributeSplat splat -> in(".*", () -> splat.each().forEach(this::step));
      case Step.FullSplat splat -> in("[*]", () -> splat.each().forEach(this::step));
    }
  }

  // --- templates
  // ----------------------------------------------------------------------------------

  private void template(Expression.Template template) {
    Optional<String> literal = template.literal();
    if (literal.isPresent()) {
      line("string " + quote(literal.get()));
    } else {
      in("template", () -> parts(template.parts()));
    }
  }

  private void parts(List<TemplatePart> parts) {
    parts.forEach(this::part);
  }

  private void part(TemplatePart part) {
    switch (part) {
      case TemplatePart.Literal text -> line("text " + quote(text.text()));
      case TemplatePart.Interpolation interpolation -> role("interpolate", interpolation.value());
      case TemplatePart.If directive ->
          in(
              "if",
              () -> {
                expression(directive.condition());
                in("then", () -> parts(directive.then()));
                in("else", () -> parts(directive.otherwise()));
              });
      case TemplatePart.For directive ->
          in(
              "for " + names(directive.key(), directive.element()),
              () -> {
                role("in", directive.collection());
                in("each", () -> parts(directive.body()));
              });
    }
  }
}
