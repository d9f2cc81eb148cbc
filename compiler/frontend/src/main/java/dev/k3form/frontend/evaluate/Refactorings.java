package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates {@code moved}, {@code removed} and {@code import} of every module instance. */
final class Refactorings {
  private final Walk walk;
  private final Reports reports;
  private final List<Refactoring> out = new ArrayList<>();

  private Refactorings(Walk walk, Reports reports) {
    this.walk = walk;
    this.reports = reports;
  }

  static List<Refactoring> of(Walk walk, Reports reports) {
    Refactorings all = new Refactorings(walk, reports);
    walk.modules.values().forEach(instances -> instances.forEach(all::module));
    return all.out.stream()
        .sorted(java.util.Comparator.comparing(Refactoring::span).thenComparing(Object::toString))
        .toList();
  }

  private void module(ModuleInstance module) {
    String prefix = module.path.isRoot() ? "" : module.path + ".";
    for (Declaration.Moved moved : module.tree.module().moved()) {
      out.add(new Refactoring.Moved(prefix + moved.from(), prefix + moved.to(), moved.span()));
    }
    for (Declaration.Removed removed : module.tree.module().removed()) {
      out.add(new Refactoring.Removed(prefix + removed.from(), removed.destroy(), removed.span()));
    }
    for (Declaration.Import block : module.tree.module().imports()) {
      imports(block, module);
    }
  }

  private void imports(Declaration.Import block, ModuleInstance module) {
    InstanceScope scope = walk.scope(module, module.iteration);
    List<Iteration> iterations = List.of(module.iteration);
    if (block.forEach().isPresent()) {
      try {
        Repetitions.Found found =
            Repetitions.find(
                new Declaration.Repetition.ForEach(block.forEach().get(), block.span()),
                "`import`",
                Interpreter.evaluating(scope),
                scope);
        found.problem().ifPresent(p -> reports.add(p.toDiagnostic()));
        found.deferred().ifPresent(p -> bad(block, "`for_each` is known only after apply"));
        iterations = found.iterations();
      } catch (ValueException e) {
        reports.add(e, block.forEach().get(), scope, Optional.empty());
        return;
      }
    }
    iterations.forEach(iteration -> one(block, module, iteration));
  }

  private void one(Declaration.Import block, ModuleInstance module, Iteration iteration) {
    InstanceScope scope = walk.scope(module, iteration);
    Instances<ResourceAddress> instances = module.resources.get(block.to());
    try {
      Value id = Interpreter.evaluating(scope).evaluate(block.id());
      Optional<String> why = notAnId(id);
      if (why.isPresent()) {
        reports.add(new EvaluateProblem.BadImport(why.get(), block.id().span()).toDiagnostic());
        return;
      }
      String text = ((Value.Str) Conversion.convert(id, Type.STRING)).value();
      Optional<ResourceAddress> address = Optional.empty();
      if (instances == null) { // its block is about to be written
        if (block.key().isPresent()) {
          bad(block, "a block that is written for it has no instances with keys");
          return;
        }
        address =
            Optional.of(
                ResourceAddress.of(block.to().type(), block.to().name(), InstanceKey.none()));
      } else if (block.key().isPresent()) {
        address = named(instances, block, scope);
      } else if (instances.kind() == Instances.Kind.ONCE) {
        address = instances.members().values().stream().findFirst();
      }
      if (address.isPresent()) {
        out.add(new Refactoring.Import(address.get(), text, block.span()));
      } else {
        bad(block, "the resource has no such instance");
      }
    } catch (ValueException e) {
      reports.add(e, block.id(), scope, Optional.empty());
    }
  }

  /** Returns why a value does not name an object, if it does not. */
  private static Optional<String> notAnId(Value id) {
    return switch (id) {
      case Value.Secret _ -> Optional.of("`id` is a secret, but ids are shown");
      case Value.Unknown _ -> Optional.of("`id` is known only after apply");
      case Value.Null _ -> Optional.of("`id` is null");
      case Value.Str(String text) when text.isEmpty() -> Optional.of("`id` is empty");
      default ->
          Conversion.isConvertible(id, Type.STRING)
              ? Optional.empty()
              : Optional.of("`id` is of type " + Types.name(id) + ", not string");
    };
  }

  private static Optional<ResourceAddress> named(
      Instances<ResourceAddress> instances, Declaration.Import block, InstanceScope scope) {
    try {
      return instances.find(Interpreter.evaluating(scope).evaluate(block.key().orElseThrow()));
    } catch (ValueException e) {
      throw e.orAt(block.toSpan());
    }
  }

  private void bad(Declaration.Import block, String why) {
    reports.add(new EvaluateProblem.BadImport(why, block.toSpan()).toDiagnostic());
  }
}
