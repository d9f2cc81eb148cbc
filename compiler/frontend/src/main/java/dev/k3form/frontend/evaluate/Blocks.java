package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.Optional;

/** Evaluates single declarations, the same way for the first time and again during apply. */
final class Blocks {
  private final Compiled compiled;

  Blocks(Compiled compiled) {
    this.compiled = compiled;
  }

  /** Returns the value of a variable of the root module or, in a scope of the caller, of a call. */
  Value variable(Declaration.Variable variable, ModuleInstance module, InstanceScope scope) {
    Value value = given(variable, module, scope);
    value = Conversion.convert(value, variable.type());
    if (value.isNull() && !variable.nullable() && variable.defaultValue().isPresent()) {
      value = defaultValue(variable);
    }
    return variable.sensitive() ? new Value.Secret(value) : value;
  }

  private Value given(Declaration.Variable variable, ModuleInstance module, InstanceScope scope) {
    if (module.parent == null) {
      Value value = compiled.variables().get(variable.name());
      return value != null ? value : defaultValue(variable);
    }
    var argument = module.tree.call().orElseThrow().arguments().get(variable.name());
    if (argument == null) {
      return defaultValue(variable);
    }
    try {
      Value value = Interpreter.evaluating(scope).evaluate(argument.value());
      Conversion.convert(value, variable.type());
      return value;
    } catch (ValueException e) {
      throw e.orAt(argument.value().span());
    }
  }

  private Value defaultValue(Declaration.Variable variable) {
    Optional<Expr> expression = variable.defaultValue();
    if (expression.isEmpty()) {
      return Value.Unknown.of(variable.type());
    }
    try {
      return Conversion.convert(
          Interpreter.evaluating(EmptyScope.INSTANCE).evaluate(expression.get()), variable.type());
    } catch (ValueException e) {
      throw e.orAt(expression.get().span());
    }
  }

  /** Returns the value of an output, a secret where it is marked so. */
  static Value output(Declaration.Output output, Scope scope) {
    Value value = Interpreter.evaluating(scope).evaluate(output.value());
    return output.sensitive() ? new Value.Secret(value) : value;
  }

  /** Returns a truth value of the {@code lifecycle} block. */
  static boolean flag(Optional<Expr> expression, boolean otherwise, Scope scope) {
    if (expression.isEmpty()) {
      return otherwise;
    }
    Expr expr = expression.get();
    Value value = Conversion.convert(Interpreter.evaluating(scope).evaluate(expr), Type.BOOL);
    return value.reveal().equals(Values.TRUE);
  }
}
