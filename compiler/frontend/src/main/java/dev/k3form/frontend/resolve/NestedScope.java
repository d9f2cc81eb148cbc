package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.evaluate.Scope;
import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The scope inside a template, which knows only the names that are given, and files. */
record NestedScope(Scope outer, int depth) implements Scope, CallContext {
  @Override
  public Value value(Expr.Target target) {
    return outer.value(target);
  }

  @Override
  public Optional<Value> instance(Expr.Target.Resource resource, Value key) {
    return outer.instance(resource, key);
  }

  @Override
  public Optional<Value> output(Expr.Target.Module module, Optional<Value> key, String output) {
    return outer.output(module, key, output);
  }

  @Override
  public Declaration.Function function(String name) {
    throw new ValueException(
        new ValueProblem.CallFailed(name, "templates cannot call functions of the module"));
  }

  @Override
  public CallContext context() {
    return this;
  }

  @Override
  public boolean isApplying() {
    return outer.isApplying();
  }

  @Override
  public FileAccess files() {
    return outer.context().files();
  }

  @Override
  public String moduleDirectory() {
    return outer.context().moduleDirectory();
  }

  @Override
  public Instant planTime() {
    return outer.context().planTime();
  }

  @Override
  public Value render(String templateName, String template, Map<String, Value> names) {
    return Templates.INSTANCE.render(templateName, template, names, this);
  }
}
