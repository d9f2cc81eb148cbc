package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Evaluates a resource block in one instance of its module to its instances. */
final class ResourceEvaluator {
  private final Walk walk;
  private final ModuleInstance module;
  private final Declaration.Resource resource;
  private final BlockSchema schema;

  ResourceEvaluator(Walk walk, ModuleInstance module, Declaration.Resource resource) {
    this.walk = walk;
    this.module = module;
    this.resource = resource;
    this.schema = walk.world.schemas.block(resource.target());
  }

  void evaluate() {
    InstanceScope scope = walk.scope(module, module.iteration);
    Repetitions.Found found = repetition(scope);
    LinkedHashMap<InstanceKey, ResourceAddress> members = new LinkedHashMap<>();
    for (Iteration iteration : found.iterations()) {
      members.put(iteration.key(), address(iteration.key()));
    }
    module.resources.put(
        resource.target(),
        new Instances<>(
            found.kind(), members, found.deferred().isPresent() || found.problem().isPresent()));
    found.problem().ifPresent(problem -> walk.reports.add(problem.toDiagnostic()));
    Set<ResourceAddress> shared = new HashSet<>(module.dependencies);
    for (Declaration.Dependency dependency : resource.dependsOn()) {
      shared.addAll(walk.dependency(dependency.target(), module));
    }
    found
        .deferred()
        .ifPresent(
            reason -> {
              walk.open.add(module.open(resource.target()));
              Set<ResourceAddress> awaited = new HashSet<>(scope.reads());
              awaited.addAll(shared);
              walk.defer(address(InstanceKey.none()), awaited, reason.toDiagnostic());
            });
    for (Iteration iteration : found.iterations()) {
      instance(iteration, shared);
    }
  }

  private ResourceAddress address(InstanceKey key) {
    return new ResourceAddress(module.path, resource.mode(), resource.type(), resource.name(), key);
  }

  private Repetitions.Found repetition(InstanceScope scope) {
    try {
      return Repetitions.find(
          resource.repetition(),
          "`" + resource.target() + "`",
          Interpreter.evaluating(scope),
          scope);
    } catch (ValueException e) {
      Expr expression = resource.repetition().expression().orElseThrow();
      walk.reports.add(e, expression, scope, Optional.empty());
      Instances.Kind kind =
          resource.repetition() instanceof Declaration.Repetition.Count
              ? Instances.Kind.COUNT
              : Instances.Kind.FOR_EACH;
      return new Repetitions.Found(
          kind,
          List.of(),
          Optional.of(
              new EvaluateProblem.BadRepetition(
                  "for_each", e.problem().label(), expression.span(), List.of())),
          Optional.empty());
    }
  }

  private void instance(Iteration iteration, Set<ResourceAddress> shared) {
    ResourceAddress address = address(iteration.key());
    InstanceScope scope = walk.scope(module, iteration);
    int before = walk.reports.items().size();
    Value.Obj config = config(scope, address);
    Set<ResourceAddress> reads = new HashSet<>(scope.reads());
    Lifecycle lifecycle = lifecycle(scope, address);
    reads.addAll(scope.reads());
    reads.addAll(iteration.valueReads());
    reads.addAll(shared);
    lifecycle.replaceTriggeredBy().forEach(t -> reads.add(t.address()));
    for (Declaration.Condition condition : resource.lifecycle().preconditions()) {
      walk.condition(condition, "precondition", address, scope);
    }
    reads.addAll(scope.reads());
    reads.remove(address);
    DesiredInstance instance =
        new DesiredInstance(
            address,
            provider(),
            config,
            new TreeSet<>(reads),
            lifecycle,
            resource.check().isEmpty() ? "" : Walk.checkName(resource.check(), module),
            resource.span(),
            new WrittenPlaces(resource.content()));
    boolean sound = walk.reports.items().size() == before;
    Optional<ResourceAddress> open =
        reads.stream().filter(walk.open::contains).min(Comparator.naturalOrder());
    if (open.isPresent()) {
      hold(address, open.get(), reads);
      if (sound) {
        walk.values.held(instance);
      }
      postconditions(iteration, address, Schemas.unknown(schema));
      return;
    }
    walk.instances.put(address, instance);
    Value.Obj value = sound ? walk.values.resolve(instance) : Schemas.unknown(schema);
    walk.world.planned.put(address, Schemas.complete(schema, value));
    postconditions(iteration, address, value);
  }

  /**
   * Leaves an instance for later that hangs on something open: made now, it would be made without
   * what it was to be made of.
   */
  private void hold(ResourceAddress address, ResourceAddress awaited, Set<ResourceAddress> reads) {
    walk.open.add(address);
    walk.defer(
        address,
        reads,
        new EvaluateProblem.DeferredInstance(
                address.toString(), awaited.toString(), resource.span())
            .toDiagnostic()
            .at(address));
    walk.world.planned.put(address, Schemas.complete(schema, Schemas.unknown(schema)));
  }

  private void postconditions(Iteration iteration, ResourceAddress address, Value.Obj value) {
    if (resource.lifecycle().postconditions().isEmpty()) {
      return;
    }
    InstanceScope scope =
        new InstanceScope(
            walk.world,
            module,
            iteration,
            Optional.of(Schemas.complete(schema, value)),
            Optional.empty());
    for (Declaration.Condition condition : resource.lifecycle().postconditions()) {
      walk.condition(condition, "postcondition", address, scope);
    }
  }

  /** Returns the configuration as the schema wants it. */
  Value.Obj config(InstanceScope scope, ResourceAddress address) {
    ContentEvaluator evaluator =
        new ContentEvaluator(
            Interpreter.evaluating(scope),
            (problem, expression) ->
                walk.reports.add(problem, expression, scope, Optional.of(address)),
            problem -> walk.reports.add(problem.at(address)));
    return evaluator.evaluate(resource.content(), schema);
  }

  private ProviderRef provider() {
    ProviderRef ref =
        resource
            .provider()
            .map(Declaration.ProviderUse::ref)
            .orElse(ProviderRef.of(walk.world.schemas.providerOf(resource.type())));
    return module.tree.rootProvider(ref);
  }

  private Lifecycle lifecycle(InstanceScope scope, ResourceAddress address) {
    Declaration.Lifecycle block = resource.lifecycle();
    if (block.equals(Declaration.Lifecycle.NONE)) {
      return Lifecycle.DEFAULT;
    }
    List<AttributePath> ignored = new ArrayList<>();
    block.ignoreChanges().forEach(p -> ignored.add(p.path()));
    block.ignoreChangesExpression().ifPresent(e -> ignored.addAll(paths(e, scope, address)));
    List<Lifecycle.Trigger> triggers = new ArrayList<>();
    for (Expr expression : block.replaceTriggeredBy()) {
      try {
        triggers.addAll(triggers(expression, scope));
      } catch (ValueException e) {
        walk.reports.add(e.orAt(expression.span()), expression, scope, Optional.of(address));
      }
    }
    return new Lifecycle(
        flag(block.createBeforeDestroy(), scope, address),
        flag(block.preventDestroy(), scope, address),
        ignored,
        triggers);
  }

  private boolean flag(Optional<Expr> expression, InstanceScope scope, ResourceAddress address) {
    try {
      return Blocks.flag(expression, false, scope);
    } catch (ValueException e) {
      walk.reports.add(e, expression.orElseThrow(), scope, Optional.of(address));
      return false;
    }
  }

  private List<AttributePath> paths(Expr expression, InstanceScope scope, ResourceAddress address) {
    try {
      Value value =
          Conversion.convert(
              Interpreter.evaluating(scope).evaluate(expression), new Type.ListOf(Type.STRING));
      List<AttributePath> out = new ArrayList<>();
      if (value.reveal() instanceof Value.ListOf(var _, List<Value> items)) {
        for (Value item : items) {
          if (item instanceof Value.Str(String text)) {
            out.add(text.equals("all") ? AttributePath.ROOT : PathText.parse(text));
          }
        }
        return out;
      }
      walk.reports.add(
          new EvaluateProblem.BadLifecycle(
                  "ignore_changes", "this is known only after apply", expression.span())
              .toDiagnostic());
    } catch (ValueException e) {
      walk.reports.add(e, expression, scope, Optional.of(address));
    }
    return List.of();
  }

  /** Returns what a reference in {@code replace_triggered_by} names. */
  private List<Lifecycle.Trigger> triggers(Expr expression, InstanceScope scope) {
    AttributePath path = AttributePath.ROOT;
    List<String> names = new ArrayList<>();
    Expr at = expression;
    while (at instanceof Expr.Attribute a) {
      names.addFirst(a.name());
      at = a.base();
    }
    for (String name : names) {
      path = path.attribute(name);
    }
    Optional<Value> key = Optional.empty();
    if (at instanceof Expr.Index(Expr base, Expr k, Span _)) {
      key = Optional.of(Interpreter.evaluating(scope).evaluate(k));
      at = base;
    }
    if (!(at instanceof Expr.Reference(Expr.Target.Resource target, Span _))) {
      return List.of(); // told when names were bound
    }
    Instances<ResourceAddress> instances = module.resources.get(target);
    if (instances == null) {
      return List.of();
    }
    AttributePath reached = path;
    if (key.isPresent()) {
      Optional<ResourceAddress> found = instances.find(key.get());
      if (found.isEmpty() && !instances.deferred() && Values.isWhollyKnown(key.get())) {
        walk.reports.add(
            new EvaluateProblem.BadLifecycle(
                    "replace_triggered_by",
                    "`" + target + "` has no instance with this key",
                    expression.span())
                .toDiagnostic());
      }
      return found.map(a -> new Lifecycle.Trigger(a, reached)).stream().toList();
    }
    return instances.members().values().stream()
        .map(a -> new Lifecycle.Trigger(a, reached))
        .toList();
  }

  /** Returns the iterations of the block again, by key. */
  static Map<InstanceKey, Iteration> byKey(Repetitions.Found found) {
    Map<InstanceKey, Iteration> out = new LinkedHashMap<>();
    found.iterations().forEach(i -> out.put(i.key(), i));
    return out;
  }
}
