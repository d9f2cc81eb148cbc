package dev.k3form.frontend.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks through expressions without recursion. */
public final class References {
  private References() {}

  /** Returns the names of the module that the expression mentions, in order of the source. */
  public static List<Expr.Reference> of(Expr expression) {
    List<Expr.Reference> found = new ArrayList<>();
    walk(
        expression,
        each -> {
          if (each instanceof Expr.Reference reference) {
            found.add(reference);
          }
        });
    return found;
  }

  /** Gives the expression and everything in it to the visitor, outer ones first. */
  public static void walk(Expr root, Consumer<Expr> visitor) {
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Expr expression = pending.pop();
      visitor.accept(expression);
      List<Expr> children = children(expression);
      for (int i = children.size() - 1; i >= 0; i--) {
        pending.push(children.get(i));
      }
    }
  }

  /** Returns the direct parts of an expression. */
  public static List<Expr> children(Expr expression) {
    return switch (expression) {
      case Expr.Literal _, Expr.Bound _, Expr.Reference _, Expr.Bad _ -> List.of();
      case Expr.Template t -> t.parts();
      case Expr.TemplateFor t -> List.of(t.loop());
      case Expr.TupleOf t -> t.items();
      case Expr.ObjectOf o ->
          o.items().stream().flatMap(item -> Stream.of(item.key(), item.value())).toList();
      case Expr.For f -> {
        List<Expr> parts = new ArrayList<>();
        parts.add(f.collection());
        f.resultKey().ifPresent(parts::add);
        parts.add(f.value());
        f.condition().ifPresent(parts::add);
        yield parts;
      }
      case Expr.Conditional c -> List.of(c.condition(), c.whenTrue(), c.whenFalse());
      case Expr.Binary b -> List.of(b.left(), b.right());
      case Expr.Unary u -> List.of(u.operand());
      case Expr.Call c -> c.arguments();
      case Expr.UserCall c -> c.arguments();
      case Expr.Attribute a -> List.of(a.base());
      case Expr.Index i -> List.of(i.base(), i.key());
      case Expr.Splat s -> List.of(s.base(), s.each());
    };
  }
}
