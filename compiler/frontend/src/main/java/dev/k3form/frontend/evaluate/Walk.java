package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.graph.Node;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One evaluation of a program: goes through the nodes in their order, each in all instances of its
 * module, so that every name has its value before it is read and nothing is recursive.
 */
final class Walk {
  final Compiled compiled;
  final World world;
  final InstanceValues values;
  final Blocks blocks;
  final Reports reports = new Reports();
  final LinkedHashMap<ResourceAddress, DesiredInstance> instances = new LinkedHashMap<>();
  final List<Deferred> deferred = new ArrayList<>();

  /** What is not known yet: blocks and modules, without key, and instances that hang on them. */
  final Set<ResourceAddress> open = new HashSet<>();

  final List<CheckOutcome> checks = new ArrayList<>();
  final Map<ModuleTree, List<ModuleInstance>> modules = new HashMap<>();

  Walk(Compiled compiled, InstanceValues values) {
    this.compiled = compiled;
    this.values = values;
    this.world = new World(compiled);
    this.blocks = new Blocks(compiled);
  }

  void run() {
    for (Node node : compiled.order()) {
      switch (node) {
        case Node.Call(ModuleTree tree) -> call(tree);
        case Node.Variable(ModuleTree tree, String name) -> each(tree, m -> variable(m, name));
        case Node.Validation(ModuleTree tree, String name) -> each(tree, m -> validation(m, name));
        case Node.Local(ModuleTree tree, String name) -> each(tree, m -> local(m, name));
        case Node.Output(ModuleTree tree, String name) -> each(tree, m -> output(m, name));
        case Node.Resource(ModuleTree tree, Expr.Target.Resource target) ->
            each(
                tree,
                m -> {
                  Declaration.Resource r = tree.module().resources().get(target);
                  if (r != null) {
                    new ResourceEvaluator(this, m, r).evaluate();
                  }
                });
        case Node.Check(ModuleTree tree, String name) -> each(tree, m -> check(m, name));
        case Node.Provider _, Node.End _ -> {}
      }
    }
  }

  private void each(ModuleTree tree, java.util.function.Consumer<ModuleInstance> action) {
    modules.getOrDefault(tree, List.of()).forEach(action);
  }

  InstanceScope scope(ModuleInstance module, Iteration iteration) {
    return new InstanceScope(world, module, iteration, Optional.empty(), Optional.empty());
  }

  private void call(ModuleTree tree) {
    if (tree.parent().isEmpty()) {
      ModuleInstance root =
          new ModuleInstance(tree, ModulePath.ROOT, null, Iteration.once(), Set.of());
      modules.put(tree, List.of(root));
      return;
    }
    List<ModuleInstance> all = new ArrayList<>();
    for (ModuleInstance parent : modules.getOrDefault(tree.parent().get(), List.of())) {
      all.addAll(called(tree, parent));
    }
    modules.put(tree, all);
  }

  private List<ModuleInstance> called(ModuleTree tree, ModuleInstance parent) {
    Declaration.ModuleCall call = tree.call().orElseThrow();
    InstanceScope scope = scope(parent, parent.iteration);
    Repetitions.Found found;
    try {
      found =
          Repetitions.find(
              call.repetition(),
              "`module." + call.name() + "`",
              Interpreter.evaluating(scope),
              scope);
    } catch (ValueException e) {
      reports.add(e, call.repetition().expression().orElseThrow(), scope, Optional.empty());
      found =
          new Repetitions.Found(
              Instances.Kind.FOR_EACH,
              List.of(),
              Optional.of(
                  new EvaluateProblem.BadRepetition("for_each", "", call.span(), List.of())),
              Optional.empty());
    }
    found.problem().ifPresent(problem -> reports.add(problem.toDiagnostic()));
    Set<ResourceAddress> dependencies = new HashSet<>(parent.dependencies);
    for (Declaration.Dependency dependency : call.dependsOn()) {
      dependencies.addAll(dependency(dependency.target(), parent));
    }
    LinkedHashMap<InstanceKey, ModuleInstance> members = new LinkedHashMap<>();
    for (Iteration iteration : found.iterations()) {
      members.put(
          iteration.key(),
          new ModuleInstance(
              tree,
              parent.path.child(call.name(), iteration.key()),
              parent,
              iteration,
              dependencies));
    }
    boolean open = found.deferred().isPresent() || found.problem().isPresent();
    parent.calls.put(call.name(), new Instances<>(found.kind(), members, open));
    if (found.deferred().isPresent()) {
      this.open.add(parent.open(call.name()));
      Set<ResourceAddress> awaited = new HashSet<>(scope.reads());
      awaited.addAll(dependencies);
      ModulePath path = parent.path.child(call.name(), InstanceKey.none());
      defer(tree, path, awaited, found.deferred().get());
    }
    return List.copyOf(members.values());
  }

  /** Notes that the resources of a module are not known yet, nor those of modules below. */
  private void defer(
      ModuleTree tree, ModulePath path, Set<ResourceAddress> awaited, EvaluateProblem reason) {
    for (Declaration.Resource r : tree.module().resources().values()) {
      ResourceAddress address =
          new ResourceAddress(path, r.mode(), r.type(), r.name(), InstanceKey.none());
      defer(address, awaited, reason.toDiagnostic());
    }
    tree.children()
        .forEach(
            (name, child) -> defer(child, path.child(name, InstanceKey.none()), awaited, reason));
  }

  /** Notes that something is not known yet, and what it hangs on. */
  void defer(ResourceAddress address, Set<ResourceAddress> awaited, Diagnostic reason) {
    deferred.add(new Deferred(address, new TreeSet<>(awaited), reason));
  }

  private void variable(ModuleInstance module, String name) {
    Declaration.Variable variable = module.tree.module().variables().get(name);
    if (variable == null) {
      return;
    }
    ModuleInstance caller = module.parent == null ? module : module.parent;
    InstanceScope scope = scope(caller, module.iteration);
    Value value;
    try {
      value = blocks.variable(variable, module, scope);
      if (value.isNull() && !variable.nullable()) {
        reports.add(new EvaluateProblem.NullVariable(name, variable.span()).toDiagnostic());
      }
    } catch (ValueException e) {
      Expr shown =
          module
              .tree
              .call()
              .map(c -> c.arguments().get(name))
              .map(a -> a.value())
              .orElse(new Expr.Bad(variable.span()));
      reports.add(e, shown, scope, Optional.empty());
      value = Value.Unknown.of(variable.type());
    }
    module.variables.put(name, Traced.of(value, scope.reads()));
  }

  private void validation(ModuleInstance module, String name) {
    Declaration.Variable variable = module.tree.module().variables().get(name);
    if (variable == null) {
      return;
    }
    for (Declaration.Condition condition : variable.validations()) {
      InstanceScope scope = scope(module, module.iteration);
      switch (Conditions.evaluate(condition, scope)) {
        case Conditions.Result.Holds _, Conditions.Result.Open _ -> {}
        case Conditions.Result.Fails(String message, var span, var notes) ->
            reports.add(
                new EvaluateProblem.InvalidVariable(name, message, span, notes).toDiagnostic());
        case Conditions.Result.Broken(ValueException e, Expr at) ->
            reports.add(e, at, scope, Optional.empty());
      }
    }
  }

  private void local(ModuleInstance module, String name) {
    Declaration.Local local = module.tree.module().locals().get(name);
    if (local != null) {
      InstanceScope scope = scope(module, module.iteration);
      Value value = value(local.value(), scope);
      module.locals.put(name, Traced.of(value, scope.reads()));
    }
  }

  private Value value(Expr expression, Scope scope) {
    try {
      return Interpreter.evaluating(scope).evaluate(expression);
    } catch (ValueException e) {
      reports.add(e, expression, scope, Optional.empty());
      return Interpreter.anything();
    }
  }

  private void output(ModuleInstance module, String name) {
    Declaration.Output output = module.tree.module().outputs().get(name);
    if (output == null) {
      return;
    }
    InstanceScope scope = scope(module, module.iteration);
    Value value = value(output.value(), scope);
    if (module.parent == null && !output.sensitive() && Values.containsSecret(value)) {
      reports.add(new EvaluateProblem.SecretOutput(name, output.value().span()).toDiagnostic());
    }
    for (Declaration.Dependency dependency : output.dependsOn()) {
      scope.reads().addAll(dependency(dependency.target(), module));
    }
    for (Declaration.Condition condition : output.preconditions()) {
      condition(condition, "precondition", "output." + name, scope, Optional.empty());
    }
    Value marked = output.sensitive() ? new Value.Secret(value) : value;
    module.outputs.put(name, Traced.of(marked, scope.reads()));
  }

  private void check(ModuleInstance module, String name) {
    Declaration.Check check = module.tree.module().checks().get(name);
    if (check != null) {
      InstanceScope scope = scope(module, module.iteration);
      checks.add(checked(check, module, scope));
    }
  }

  /** Returns the name of a check in an instance of its module. */
  static String checkName(String check, ModuleInstance module) {
    return (module.path.isRoot() ? "" : module.path + ".") + "check." + check;
  }

  /** Returns what becomes of a check block. */
  static CheckOutcome checked(Declaration.Check check, ModuleInstance module, Scope scope) {
    String name = checkName(check.name(), module);
    boolean open = false;
    for (Declaration.Condition condition : check.assertions()) {
      switch (Conditions.evaluate(condition, scope)) {
        case Conditions.Result.Holds _ -> {}
        case Conditions.Result.Open _ -> open = true;
        case Conditions.Result.Fails(String message, var span, var notes) -> {
          return new CheckOutcome(
              name,
              CheckOutcome.Status.FAILED,
              Optional.of(
                  new EvaluateProblem.FailedCheck(check.name(), message, span, notes)
                      .toDiagnostic()));
        }
        case Conditions.Result.Broken(ValueException e, Expr at) -> {
          return new CheckOutcome(
              name,
              CheckOutcome.Status.FAILED,
              Optional.of(
                  new EvaluateProblem.FailedCheck(
                          check.name(),
                          "the condition cannot be evaluated: " + e.problem().label(),
                          e.orAt(at.span()).span(),
                          List.of())
                      .toDiagnostic()));
        }
      }
    }
    return new CheckOutcome(
        name, open ? CheckOutcome.Status.UNKNOWN : CheckOutcome.Status.PASSED, Optional.empty());
  }

  void condition(
      Declaration.Condition condition, String kind, ResourceAddress address, InstanceScope scope) {
    condition(condition, kind, address.toString(), scope, Optional.of(address));
  }

  private void condition(
      Declaration.Condition condition,
      String kind,
      String of,
      InstanceScope scope,
      Optional<ResourceAddress> owner) {
    CheckOutcome outcome = outcome(condition, kind, of, scope, owner);
    checks.add(outcome);
    outcome.diagnostic().ifPresent(reports::add);
  }

  /** Returns what becomes of a precondition or postcondition. */
  static CheckOutcome outcome(
      Declaration.Condition condition,
      String kind,
      String of,
      Scope scope,
      Optional<ResourceAddress> owner) {
    String name = kind + " of " + of;
    return switch (Conditions.evaluate(condition, scope)) {
      case Conditions.Result.Holds _ ->
          new CheckOutcome(name, CheckOutcome.Status.PASSED, Optional.empty());
      case Conditions.Result.Open _ ->
          new CheckOutcome(name, CheckOutcome.Status.UNKNOWN, Optional.empty());
      case Conditions.Result.Fails(String message, var span, var notes) -> {
        var diagnostic =
            new EvaluateProblem.FailedCondition(kind, of, message, span, notes).toDiagnostic();
        yield new CheckOutcome(
            name,
            CheckOutcome.Status.FAILED,
            Optional.of(owner.map(diagnostic::at).orElse(diagnostic)));
      }
      case Conditions.Result.Broken(ValueException e, Expr at) ->
          new CheckOutcome(
              name,
              CheckOutcome.Status.FAILED,
              Optional.of(e.problem().diagnose(e.orAt(at.span()).span()).build()));
    };
  }

  /** Returns the instances behind an element of {@code depends_on}. */
  Set<ResourceAddress> dependency(Expr.Target target, ModuleInstance module) {
    Set<ResourceAddress> out = new HashSet<>();
    switch (target) {
      case Expr.Target.Resource resource -> {
        Instances<ResourceAddress> found = module.resources.get(resource);
        if (found != null) {
          members(module, resource, found, out);
        }
      }
      case Expr.Target.Module(String name) -> {
        Instances<ModuleInstance> calls = module.calls.get(name);
        if (calls != null) {
          everything(module, name, calls, out);
        }
      }
      case Expr.Target.Variable _,
          Expr.Target.Local _,
          Expr.Target.EachKey _,
          Expr.Target.EachValue _,
          Expr.Target.CountIndex _,
          Expr.Target.Self _,
          Expr.Target.Path _,
          Expr.Target.Workspace _ -> {}
    }
    return out;
  }

  private static void members(
      ModuleInstance module,
      Expr.Target.Resource resource,
      Instances<ResourceAddress> found,
      Set<ResourceAddress> out) {
    out.addAll(found.members().values());
    if (found.deferred()) {
      out.add(module.open(resource));
    }
  }

  private static void everything(
      ModuleInstance caller,
      String call,
      Instances<ModuleInstance> found,
      Set<ResourceAddress> out) {
    found.members().values().forEach(m -> everything(m, out));
    if (found.deferred()) {
      out.add(caller.open(call));
    }
  }

  private static void everything(ModuleInstance module, Set<ResourceAddress> out) {
    module.resources.forEach(
        (target, found) -> {
          Declaration.Resource resource = module.tree.module().resources().get(target);
          if (resource != null && resource.check().isEmpty()) {
            members(module, target, found, out);
          }
        });
    module.calls.forEach((call, found) -> everything(module, call, found, out));
  }

  /** Returns the outputs of the root module. */
  List<DesiredOutput> outputs() {
    ModuleInstance root = modules.getOrDefault(compiled.root(), List.of()).getFirst();
    return compiled.root().module().outputs().values().stream()
        .map(
            o ->
                new DesiredOutput(
                    o.name(),
                    root.outputs.getOrDefault(o.name(), Traced.of(Interpreter.anything())).value(),
                    o.description(),
                    o.span()))
        .toList();
  }
}
