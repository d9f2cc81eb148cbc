package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.value.Value;
import java.util.Optional;

/**
 * What the names in an expression stand for, at the place where it is evaluated.
 *
 * <p>A scope notes which resource instances were asked for; so the more precise the question, the
 * more precise are the dependencies.
 */
public interface Scope {
  /** Returns what a name stands for as a whole. */
  Value value(Expr.Target target);

  /** Returns one instance of a resource; empty if the resource has no instances of such keys. */
  Optional<Value> instance(Expr.Target.Resource resource, Value key);

  /** Returns an output of a module; the key is empty for a call that is not repeated. */
  Optional<Value> output(Expr.Target.Module module, Optional<Value> key, String output);

  /** Returns the function that the module defines under a name. */
  Declaration.Function function(String name);

  /** Returns what built-in functions may know. */
  CallContext context();

  /** Reports whether impure functions give results, which they do only during apply. */
  boolean isApplying();
}
