package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.model.address.Quoted;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what names objects instead of values: addresses, dependencies, providers. */
final class AddressResolver {
  private final Names names;
  private final ExpressionResolver expressions;
  private final Consumer<Diagnostic> problems;

  AddressResolver(Names names, ExpressionResolver expressions, Consumer<Diagnostic> problems) {
    this.names = names;
    this.expressions = expressions;
    this.problems = problems;
  }

  /** A resource of the module and the expression of the instance's key. */
  record Instance(Expr.Target.Resource resource, Optional<Expr> key, Span span) {}

  /** Returns the elements of {@code depends_on}. */
  List<Declaration.Dependency> dependencies(Optional<Attribute> attribute) {
    return dependencies(attribute, Place.PLAIN);
  }

  /** Returns the elements of {@code depends_on} in a place. */
  List<Declaration.Dependency> dependencies(Optional<Attribute> attribute, Place place) {
    List<Declaration.Dependency> out = new ArrayList<>();
    if (attribute.isEmpty()) {
      return out;
    }
    if (!(attribute.get().value() instanceof Expression.Tuple list)) {
      bad("write a list of references: `[type.name, module.name]`", attribute.get().value().span());
      return out;
    }
    for (Expression item : list.items()) {
      Expr expr = expressions.resolve(item, place);
      boolean usable =
          expr instanceof Expr.Reference(Expr.Target target, Span _)
              && (target instanceof Expr.Target.Resource || target instanceof Expr.Target.Module);
      if (usable && expr instanceof Expr.Reference(Expr.Target target, Span span)) {
        out.add(new Declaration.Dependency(target, span));
      } else if (!(expr instanceof Expr.Bad)) {
        bad("name a whole resource or module, without an attribute or key", item.span());
      }
    }
    return out;
  }

  private void bad(String why, Span span) {
    problems.accept(new ResolveProblem.BadDependency(why, span).toDiagnostic());
  }

  /** Returns {@code name} or {@code name.alias}. */
  Optional<Declaration.ProviderUse> provider(Expression expression) {
    if (expression instanceof Expression.ScopeTraversal t) {
      String text = ReferenceResolver.text(t);
      if (t.steps().size() <= 1) {
        return Optional.of(new Declaration.ProviderUse(ProviderRef.parse(text), t.span()));
      }
    }
    problems.accept(
        new ResolveProblem.NotStatic(
                "the provider", "write `name` or `name.alias`", expression.span())
            .toDiagnostic());
    return Optional.empty();
  }

  /** Returns the text of an address that is written as a reference. */
  Optional<String> text(Expression expression) {
    if (!(expression instanceof Expression.ScopeTraversal t)) {
      badAddress("write the address as a reference: `type.name`", expression.span());
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(t.root().name());
    for (Step step : t.steps()) {
      switch (step) {
        case Step.GetAttribute(var name, Span _) -> out.append('.').append(name.name());
        case Step.Index(Expression.Literal(Value.Num n, Span _), Span _) ->
            out.append('[').append(n.value().toPlainString()).append(']');
        case Step.Index(Expression.Template k, Span _) when k.literal().isPresent() ->
            out.append('[').append(Quoted.quote(k.literal().get())).append(']');
        default -> {
          badAddress("a key in an address must be written out", step.span());
          return Optional.empty();
        }
      }
    }
    if (t.steps().isEmpty()) {
      badAddress("an address has the form `type.name` or `module.name`", t.span());
      return Optional.empty();
    }
    return Optional.of(out.toString());
  }

  /** Returns the resource and key that an {@code import} block names. */
  Optional<Instance> instance(Expression expression, Place place) {
    if (!(expression instanceof Expression.ScopeTraversal t)
        || t.steps().isEmpty()
        || !(t.steps().getFirst() instanceof Step.GetAttribute(var name, Span _))
        || t.steps().size() > 2) {
      badAddress("write `type.name` or `type.name[key]`", expression.span());
      return Optional.empty();
    }
    Expr.Target.Resource target =
        new Expr.Target.Resource(Mode.MANAGED, t.root().name(), name.name());
    if (!names.resources.containsKey(target) && !names.openImports) {
      problems.accept(
          new ResolveProblem.UnknownReference(
                  target.toString(),
                  "resource",
                  t.span(),
                  List.of(
                      "declare the resource that the object is imported into",
                      t.steps().size() == 1
                          ? "or let `k3form plan -generate-config-out=FILE` write it"
                          : "a block with `count` or `for_each` is not generated"))
              .toDiagnostic());
      return Optional.empty();
    }
    if (t.steps().size() == 1) {
      return Optional.of(new Instance(target, Optional.empty(), t.span()));
    }
    if (t.steps().get(1) instanceof Step.Index(Expression key, Span _)) {
      return Optional.of(
          new Instance(target, Optional.of(expressions.resolve(key, place)), t.span()));
    }
    badAddress("write `type.name[key]`", t.span());
    return Optional.empty();
  }

  private void badAddress(String why, Span span) {
    problems.accept(new ResolveProblem.BadAddress(why, span).toDiagnostic());
  }
}
