package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueText;
import dev.k3form.frontend.program.Expr;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes expressions as source, for messages and for {@code debug}, and remembers where the part
 * stands that tells one from its neighbours: an operator, the name of a function or attribute.
 *
 * <p>What is inside of a loop has a value each time and so no place.
 */
public final class SourceText {
  private static final int STRONGEST = 8;

  private final StringBuilder out = new StringBuilder();
  private final IdentityHashMap<Expr, Integer> places = new IdentityHashMap<>();
  private int loops;

  private SourceText() {}

  /** A text with the offsets at which its parts are recognised. */
  record Placed(String text, Map<Expr, Integer> places) {}

  /** Returns the expression as one would write it. */
  public static String of(Expr expression) {
    return placed(expression).text();
  }

  static Placed placed(Expr expression) {
    SourceText text = new SourceText();
    text.write(expression);
    return new Placed(text.out.toString(), text.places);
  }

  private void write(Expr expression) {
    switch (expression) {
      case Expr.Literal l -> out.append(ValueText.line(l.value()));
      case Expr.Template t -> template(t);
      case Expr.TemplateFor t -> {
        out.append("join(\"\", ");
        write(t.loop());
        out.append(')');
      }
      case Expr.TupleOf t -> list("[", t.items(), "]");
      case Expr.ObjectOf o -> object(o);
      case Expr.For f -> loop(f);
      case Expr.Conditional c -> {
        write(c.condition());
        out.append(" ? ");
        write(c.whenTrue());
        out.append(" : ");
        write(c.whenFalse());
      }
      case Expr.Binary b -> {
        operand(b.left(), strength(b));
        out.append(' ');
        here(b);
        out.append(b.operator().symbol()).append(' ');
        operand(b.right(), strength(b) + 1);
      }
      case Expr.Unary u -> {
        here(u);
        out.append(u.operator().symbol());
        operand(u.operand(), STRONGEST - 1);
      }
      case Expr.Call c -> {
        here(c);
        list(c.function() + "(", c.arguments(), c.expandsLast() ? "...)" : ")");
      }
      case Expr.UserCall c -> {
        here(c);
        list(c.function() + "(", c.arguments(), c.expandsLast() ? "...)" : ")");
      }
      case Expr.Attribute a -> {
        operand(a.base(), STRONGEST);
        out.append('.');
        here(a);
        out.append(a.name());
      }
      case Expr.Index i -> {
        operand(i.base(), STRONGEST);
        here(i);
        list("[", List.of(i.key()), "]");
      }
      case Expr.Splat s -> {
        operand(s.base(), STRONGEST);
        here(s);
        out.append("[*]").append(of(s.each()).replaceFirst("^\\*", ""));
      }
      case Expr.Bound b -> out.append(b.binding().name());
      case Expr.Reference r -> {
        here(r);
        out.append(r.target());
      }
      case Expr.Bad _ -> out.append("(error)");
    }
  }

  private void here(Expr expression) {
    if (loops == 0) {
      places.put(expression, out.length());
    }
  }

  private void list(String open, List<Expr> items, String close) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      write(items.get(i));
    }
    out.append(close);
  }

  private void template(Expr.Template template) {
    out.append('"');
    for (Expr part : template.parts()) {
      String text = part instanceof Expr.Literal ? of(part) : "";
      if (text.startsWith("\"")) {
        out.append(text, 1, text.length() - 1);
      } else {
        out.append("${");
        write(part);
        out.append('}');
      }
    }
    out.append('"');
  }

  private void object(Expr.ObjectOf object) {
    out.append("{ ");
    for (int i = 0; i < object.items().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      Expr key = object.items().get(i).key();
      boolean plain = key instanceof Expr.Literal;
      out.append(plain ? "" : "(");
      write(key);
      out.append(plain ? " = " : ") = ");
      write(object.items().get(i).value());
    }
    out.append(" }");
  }

  /** Writes a part, in parentheses if it binds less than it has to. */
  private void operand(Expr expression, int least) {
    boolean compound = strength(expression) < least;
    out.append(compound ? "(" : "");
    write(expression);
    out.append(compound ? ")" : "");
  }

  private static int strength(Expr expression) {
    return switch (expression) {
      case Expr.Conditional _ -> 0;
      case Expr.Binary b ->
          switch (b.operator()) {
            case OR -> 1;
            case AND -> 2;
            case EQUAL, NOT_EQUAL -> 3;
            case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL -> 4;
            case ADD, SUBTRACT -> 5;
            case MULTIPLY, DIVIDE, MODULO -> 6;
          };
      case Expr.Unary _ -> STRONGEST - 1;
      default -> STRONGEST;
    };
  }

  private void loop(Expr.For f) {
    boolean object = f.resultKey().isPresent();
    out.append(object ? "{for " : "[for ");
    f.key().ifPresent(k -> out.append(k.name()).append(", "));
    out.append(f.element().name()).append(" in ");
    write(f.collection());
    out.append(" : ");
    loops++;
    f.resultKey()
        .ifPresent(
            k -> {
              write(k);
              out.append(" => ");
            });
    write(f.value());
    out.append(f.grouping() ? "..." : "");
    f.condition()
        .ifPresent(
            c -> {
              out.append(" if ");
              write(c);
            });
    loops--;
    out.append(object ? "}" : "]");
  }
}
