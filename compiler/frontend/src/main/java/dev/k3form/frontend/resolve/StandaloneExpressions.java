package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Expressions that stand in no block: values of variables, the console, templates. */
public final class StandaloneExpressions {
  private StandaloneExpressions() {}

  /** Returns the value of an expression that must not depend on anything. */
  public static Optional<Value> evaluate(
      Expression expression, String what, Consumer<Diagnostic> problems) {
    Names none = new Names();
    return new StaticValues(new ExpressionResolver(none, problems), problems)
        .evaluate(expression, what);
  }

  /** Returns an expression that names nothing. */
  public static Expr resolve(Expression expression) {
    return new ExpressionResolver(new Names(), _ -> {}).resolve(expression, Place.PLAIN);
  }

  /** Returns an expression with its names bound in a module. */
  public static Expr resolve(Expression expression, Module module, Consumer<Diagnostic> problems) {
    Names names = new Names();
    module.variables().forEach((name, v) -> names.variables.put(name, v.span()));
    module.locals().forEach((name, l) -> names.locals.put(name, l.span()));
    module.outputs().forEach((name, o) -> names.outputs.put(name, o.span()));
    module.calls().forEach((name, c) -> names.calls.put(name, c.span()));
    module.functions().forEach((name, f) -> names.functions.put(name, f.span()));
    module.resources().forEach((target, r) -> names.resource(target, r.span()));
    return new ExpressionResolver(names, problems).resolve(expression, Place.PLAIN);
  }

  /** An expression and the names that are bound in it. */
  public record Open(Expr expression, java.util.Map<String, Expr.Binding> names) {}

  /** Returns an expression in which only the given names mean something. */
  public static Open resolve(
      Expression expression, Collection<String> names, Consumer<Diagnostic> problems) {
    ExpressionResolver resolver = new ExpressionResolver(new Names(), problems);
    Place place = Place.TEMPLATE;
    java.util.Map<String, Expr.Binding> bound = new java.util.TreeMap<>();
    for (String name : names) {
      Expr.Binding binding = resolver.binding(name);
      bound.put(name, binding);
      place = place.bind(binding);
    }
    return new Open(resolver.resolve(expression, place), bound);
  }
}
