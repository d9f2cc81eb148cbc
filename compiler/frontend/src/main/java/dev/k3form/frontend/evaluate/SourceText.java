package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueText;
import dev.k3form.frontend.program.Expr;
import java.util.List;

/** Writes expressions as source, for messages and for {@code debug}. */
public final class SourceText {
  private SourceText() {}

  /** Returns the expression as one would write it. */
  public static String of(Expr expression) {
    return switch (expression) {
      case Expr.Literal l -> ValueText.line(l.value());
      case Expr.Template t -> {
        StringBuilder out = new StringBuilder("\"");
        for (Expr part : t.parts()) {
          String text = of(part);
          boolean literal = part instanceof Expr.Literal && text.startsWith("\"");
          out.append(literal ? text.substring(1, text.length() - 1) : "${" + text + "}");
        }
        yield out.append('"').toString();
      }
      case Expr.TemplateFor t -> "join(\"\", " + of(t.loop()) + ")";
      case Expr.TupleOf t -> "[" + join(t.items()) + "]";
      case Expr.ObjectOf o ->
          "{ "
              + String.join(
                  ", ", o.items().stream().map(i -> key(i.key()) + " = " + of(i.value())).toList())
              + " }";
      case Expr.For f -> loop(f);
      case Expr.Conditional c ->
          of(c.condition()) + " ? " + of(c.whenTrue()) + " : " + of(c.whenFalse());
      case Expr.Binary b ->
          operand(b.left()) + " " + b.operator().symbol() + " " + operand(b.right());
      case Expr.Unary u -> u.operator().symbol() + operand(u.operand());
      case Expr.Call c ->
          c.function() + "(" + join(c.arguments()) + (c.expandsLast() ? "..." : "") + ")";
      case Expr.UserCall c ->
          c.function() + "(" + join(c.arguments()) + (c.expandsLast() ? "..." : "") + ")";
      case Expr.Attribute a -> operand(a.base()) + "." + a.name();
      case Expr.Index i -> operand(i.base()) + "[" + of(i.key()) + "]";
      case Expr.Splat s -> operand(s.base()) + "[*]" + of(s.each()).replaceFirst("^\\*", "");
      case Expr.Bound b -> b.binding().name();
      case Expr.Reference r -> r.target().toString();
      case Expr.Bad _ -> "(error)";
    };
  }

  private static String key(Expr key) {
    return key instanceof Expr.Literal ? of(key) : "(" + of(key) + ")";
  }

  private static String join(List<Expr> expressions) {
    return String.join(", ", expressions.stream().map(SourceText::of).toList());
  }

  private static String operand(Expr expression) {
    boolean compound = expression instanceof Expr.Binary || expression instanceof Expr.Conditional;
    return compound ? "(" + of(expression) + ")" : of(expression);
  }

  private static String loop(Expr.For f) {
    String names = f.key().map(k -> k.name() + ", ").orElse("") + f.element().name();
    String body =
        f.resultKey().map(k -> of(k) + " => ").orElse("")
            + of(f.value())
            + (f.grouping() ? "..." : "")
            + f.condition().map(c -> " if " + of(c)).orElse("");
    String inside = "for " + names + " in " + of(f.collection()) + " : " + body;
    return f.resultKey().isPresent() ? "{" + inside + "}" : "[" + inside + "]";
  }
}
