package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueText;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.References;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Tells the values of the parts of a condition that does not hold. */
final class PowerAssertion {
  private static final int MOST = 8;
  private static final int LONGEST = 80;

  private PowerAssertion() {}

  /** Returns a line for each part whose value says more than its text does. */
  static List<String> explain(Expr condition, IdentityHashMap<Expr, Value> parts) {
    List<String> out = new ArrayList<>();
    References.walk(
        condition,
        part -> {
          Value value = parts.get(part);
          boolean telling =
              value != null
                  && out.size() < MOST
                  && !part.span().equals(condition.span())
                  && isTelling(part)
                  && !Values.containsSecret(value)
                  && Values.isWhollyKnown(value);
          if (telling && value != null) {
            out.add("`" + SourceText.of(part) + "` is `" + ValueText.line(value, LONGEST) + "`.");
          }
        });
    return out.stream().distinct().toList();
  }

  private static boolean isTelling(Expr part) {
    return switch (part) {
      case Expr.Reference _,
          Expr.Attribute _,
          Expr.Index _,
          Expr.Call _,
          Expr.UserCall _,
          Expr.Splat _ ->
          true;
      case Expr.Binary _, Expr.Unary _ -> true;
      case Expr.Literal _,
          Expr.Template _,
          Expr.TemplateFor _,
          Expr.TupleOf _,
          Expr.ObjectOf _,
          Expr.For _,
          Expr.Conditional _,
          Expr.Bound _,
          Expr.Bad _ ->
          false;
    };
  }
}
