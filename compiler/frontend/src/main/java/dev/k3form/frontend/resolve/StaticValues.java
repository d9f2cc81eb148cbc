package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.evaluate.EmptyScope;
import dev.k3form.frontend.evaluate.Interpreter;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.References;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The values of expressions that must not depend on anything, such as a module's source. */
final class StaticValues {
  private final ExpressionResolver expressions;
  private final Consumer<Diagnostic> problems;

  StaticValues(ExpressionResolver expressions, Consumer<Diagnostic> problems) {
    this.expressions = expressions;
    this.problems = problems;
  }

  /** Returns the value; empty, with the problem told, if it depends on something. */
  Optional<Value> evaluate(Expression expression, String what) {
    Expr expr = expressions.resolve(expression, Place.PLAIN);
    List<Expr.Reference> references = References.of(expr);
    if (!references.isEmpty()) {
      notStatic(what, "it cannot depend on `" + references.getFirst().target() + "`", expr.span());
      return Optional.empty();
    }
    boolean[] bad = new boolean[1];
    References.walk(expr, e -> bad[0] |= e instanceof Expr.Bad);
    if (bad[0]) {
      return Optional.empty();
    }
    try {
      Value value = Interpreter.evaluating(EmptyScope.INSTANCE).evaluate(expr);
      if (Values.isWhollyKnown(value)) {
        return Optional.of(value);
      }
      notStatic(what, "this is known only later", expr.span());
      return Optional.empty();
    } catch (ValueException e) {
      problems.accept(e.problem().diagnose(e.span()).build());
      return Optional.empty();
    }
  }

  /** Returns a string that depends on nothing. */
  Optional<String> text(Expression expression, String what) {
    Optional<Value> value = evaluate(expression, what);
    if (value.isPresent() && !(value.get() instanceof Value.Str)) {
      notStatic(what, "it must be a string", expression.span());
    }
    return value.flatMap(v -> v instanceof Value.Str(String s) ? Optional.of(s) : Optional.empty());
  }

  /** Returns a truth value that depends on nothing. */
  Optional<Boolean> truth(Expression expression, String what) {
    Optional<Value> value = evaluate(expression, what);
    if (value.isPresent() && !(value.get() instanceof Value.Bool)) {
      notStatic(what, "it must be `true` or `false`", expression.span());
    }
    return value.flatMap(
        v -> v instanceof Value.Bool(boolean b) ? Optional.of(b) : Optional.empty());
  }

  private void notStatic(String what, String why, Span span) {
    problems.accept(new ResolveProblem.NotStatic(what, why, span).toDiagnostic());
  }
}
