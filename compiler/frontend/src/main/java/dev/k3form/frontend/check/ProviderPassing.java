package dev.k3form.frontend.check;

import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks that modules are given the providers that they know by an alias.
 *
 * <p>The default configurations of providers are those of the root module everywhere; one with an
 * alias is known in a module only if each call on the way hands it on.
 */
final class ProviderPassing {
  private final Consumer<Diagnostic> problems;
  private final Set<Missing> told = new HashSet<>();

  private record Missing(Span call, ProviderRef ref) {}

  private ProviderPassing(Consumer<Diagnostic> problems) {
    this.problems = problems;
  }

  static void check(ModuleTree root, Consumer<Diagnostic> problems) {
    ProviderPassing passing = new ProviderPassing(problems);
    root.all().forEach(passing::module);
  }

  private void module(ModuleTree tree) {
    tree.call().ifPresent(this::kinds);
    for (Declaration.Resource resource : tree.module().resources().values()) {
      resource.provider().ifPresent(use -> follow(tree, use));
    }
  }

  /** Follows a name from call to call up to the root module, as evaluation will. */
  private void follow(ModuleTree tree, Declaration.ProviderUse use) {
    ProviderRef known = use.ref();
    List<ModuleTree> way = new ArrayList<>();
    for (ModuleTree t = tree; t.parent().isPresent(); t = t.parent().get()) {
      way.add(t);
    }
    for (ModuleTree at : way) {
      Declaration.ModuleCall call = at.call().orElseThrow();
      Declaration.ProviderUse passed = call.providers().get(known.toString());
      if (passed != null) {
        known = passed.ref();
      } else if (!known.alias().isEmpty()) {
        if (told.add(new Missing(call.span(), known))) {
          problems.accept(
              new SchemaProblem.UnpassedProvider(
                      known.toString(), call.name(), call.span(), use.span())
                  .toDiagnostic());
        }
        return;
      }
    }
  }

  private void kinds(Declaration.ModuleCall call) {
    call.providers()
        .forEach(
            (name, use) -> {
              if (!ProviderRef.parse(name).name().equals(use.ref().name())
                  && told.add(new Missing(use.span(), use.ref()))) {
                problems.accept(
                    new SchemaProblem.WrongProvider(name, use.ref().toString(), use.span())
                        .toDiagnostic());
              }
            });
  }
}
