package dev.k3form.frontend.check;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All expressions of a module. */
final class ModuleExpressions {
  private final List<Expr> out = new ArrayList<>();

  private ModuleExpressions() {}

  /** Returns the expressions, but for those of variables' validations, which name the variable. */
  static List<Expr> of(Module module) {
    ModuleExpressions all = new ModuleExpressions();
    module.locals().values().forEach(l -> all.out.add(l.value()));
    module.outputs().values().forEach(o -> all.output(o));
    module.providers().values().forEach(p -> all.out.addAll(p.content().expressions()));
    module.resources().values().forEach(all::resource);
    module.calls().values().forEach(all::call);
    module.checks().values().forEach(c -> all.conditions(c.assertions()));
    module.imports().forEach(all::imported);
    return all.out;
  }

  private void output(Declaration.Output output) {
    out.add(output.value());
    conditions(output.preconditions());
  }

  private void resource(Declaration.Resource resource) {
    add(resource.repetition().expression());
    out.addAll(resource.content().expressions());
    Declaration.Lifecycle lifecycle = resource.lifecycle();
    add(lifecycle.createBeforeDestroy());
    add(lifecycle.preventDestroy());
    add(lifecycle.ignoreChangesExpression());
    out.addAll(lifecycle.replaceTriggeredBy());
    conditions(lifecycle.preconditions());
    conditions(lifecycle.postconditions());
  }

  private void call(Declaration.ModuleCall call) {
    add(call.repetition().expression());
    call.arguments().values().forEach(a -> out.add(a.value()));
  }

  private void imported(Declaration.Import block) {
    out.add(block.id());
    add(block.key());
    add(block.forEach());
  }

  private void conditions(List<Declaration.Condition> conditions) {
    for (Declaration.Condition condition : conditions) {
      out.add(condition.condition());
      out.add(condition.message());
    }
  }

  private void add(Optional<Expr> expression) {
    expression.ifPresent(out::add);
  }
}
