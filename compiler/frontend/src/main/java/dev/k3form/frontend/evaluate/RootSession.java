package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;

/** The names of the root module with their values, for expressions that come one by one. */
public final class RootSession {
  private final Walk walk;
  private final ModuleInstance root;

  /** Evaluates the configuration once, so that every name has its value. */
  public RootSession(Compiled compiled, InstanceValues values) {
    walk = new Walk(compiled, values);
    walk.run();
    root = walk.modules.getOrDefault(compiled.root(), List.of()).getFirst();
  }

  /** The value of an expression, or what is wrong with it. */
  public record Outcome(Optional<Value> value, List<Diagnostic> problems) {}

  /** Evaluates an expression whose names are bound in the root module. */
  public Outcome evaluate(Expr expression) {
    InstanceScope scope = walk.scope(root, root.iteration);
    try {
      return new Outcome(
          Optional.of(Interpreter.evaluating(scope).evaluate(expression)), List.of());
    } catch (ValueException e) {
      Reports reports = new Reports();
      reports.add(e, expression, scope, Optional.empty());
      return new Outcome(Optional.empty(), reports.items());
    }
  }
}
