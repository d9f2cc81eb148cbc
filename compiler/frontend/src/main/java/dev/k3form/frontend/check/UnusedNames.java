package dev.k3form.frontend.check;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.References;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Warns of variables and locals that nothing refers to. */
final class UnusedNames {
  private static final Pattern REFERENCE =
      Pattern.compile("\\b(?:var|local)\\.[\\p{L}_][\\p{L}\\p{N}\\p{M}_-]*");

  private UnusedNames() {}

  /** Returns what the text of files refers to, whether or not anything was made of it. */
  static Set<String> mentions(Collection<SourceFile> files) {
    Set<String> out = new HashSet<>();
    files.forEach(f -> REFERENCE.matcher(f.text()).results().forEach(r -> out.add(r.group())));
    return out;
  }

  /**
   * Warns of what is not used.
   *
   * @param mentions what else counts as used where errors hide references, and so does what is
   *     nearly one of them
   */
  static void check(Module module, Set<String> mentions, Consumer<Diagnostic> problems) {
    if (module.variables().isEmpty() && module.locals().isEmpty()) {
      return;
    }
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
      Expr.Target target = new Expr.Target.Variable(variable.name());
      if (!used.contains(target) && !isMeant(target.toString(), mentions, module)) {
        problems.accept(
            new SchemaProblem.Unused("variable", variable.name(), variable.span()).toDiagnostic());
      }
    }
    for (Declaration.Local local : module.locals().values()) {
      Expr.Target target = new Expr.Target.Local(local.name());
      if (!used.contains(target) && !isMeant(target.toString(), mentions, module)) {
        problems.accept(
            new SchemaProblem.Unused("local", local.name(), local.span()).toDiagnostic());
      }
    }
  }

  private static boolean isMeant(String reference, Set<String> mentions, Module module) {
    return mentions.contains(reference)
        || mentions.stream()
            .filter(m -> kind(m).equals(kind(reference)) && !isDeclared(m, module))
            .anyMatch(m -> !Suggestions.near(name(m), List.of(name(reference))).isEmpty());
  }

  private static boolean isDeclared(String reference, Module module) {
    return kind(reference).equals("var")
        ? module.variables().containsKey(name(reference))
        : module.locals().containsKey(name(reference));
  }

  private static String kind(String reference) {
    return reference.substring(0, reference.indexOf('.'));
  }

  private static String name(String reference) {
    return reference.substring(reference.indexOf('.') + 1);
  }
}
