package dev.k3form.frontend.check;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.References;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Warns of variables and locals that nothing refers to. */
final class UnusedNames {
  private UnusedNames() {}

  static void check(Module module, Consumer<Diagnostic> problems) {
    Set<Expr.Target> used = new HashSet<>();
    for (Expr expression : ModuleExpressions.of(module)) {
      References.of(expression).forEach(r -> used.add(r.target()));
    }
    for (Declaration.Variable variable : module.variables().values()) {
      for (Declaration.Condition condition : variable.validations()) {
        References.of(condition.condition()).stream()
            .map(Expr.Reference::target)
            .filter(t -> !t.equals(new Expr.Target.Variable(variable.name())))
            .forEach(used::add);
      }
    }
    for (Declaration.Variable variable : module.variables().values()) {
      if (!used.contains(new Expr.Target.Variable(variable.name()))) {
        problems.accept(
            new SchemaProblem.Unused("variable", variable.name(), variable.span()).toDiagnostic());
      }
    }
    for (Declaration.Local local : module.locals().values()) {
      if (!used.contains(new Expr.Target.Local(local.name()))) {
        problems.accept(
            new SchemaProblem.Unused("local", local.name(), local.span()).toDiagnostic());
      }
    }
  }
}
