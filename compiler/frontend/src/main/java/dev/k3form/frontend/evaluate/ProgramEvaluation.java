package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.graph.Node;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Completed;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.KnownValues;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A finished evaluation, which can fill in what was unknown.
 *
 * <p>Locals, variables and outputs are evaluated again only while they are not wholly known, in the
 * order of their dependencies, and kept once they are; so completing every instance of a
 * configuration costs as much as evaluating it once.
 */
final class ProgramEvaluation implements Evaluation {
  private final Walk walk;
  private final DesiredGraph graph;
  private final Map<ResourceAddress, Place> places = new HashMap<>();

  /** Where an instance comes from. */
  private record Place(ModuleInstance module, Declaration.Resource resource) {}

  /** A declaration in an instance of its module. */
  private record Cell(Node node, ModuleInstance module) {}

  ProgramEvaluation(Walk walk, DesiredGraph graph) {
    this.walk = walk;
    this.graph = graph;
    for (List<ModuleInstance> instances : walk.modules.values()) {
      for (ModuleInstance module : instances) {
        module.resources.forEach(
            (target, members) -> {
              Declaration.Resource resource = module.tree.module().resources().get(target);
              if (resource != null) {
                members.members().values().forEach(a -> places.put(a, new Place(module, resource)));
              }
            });
      }
    }
  }

  @Override
  public DesiredGraph graph() {
    return graph;
  }

  private Place place(ResourceAddress address) {
    Place place = places.get(address);
    if (place == null) {
      throw new IllegalArgumentException(address + " is not in the configuration");
    }
    return place;
  }

  @Override
  public Completed complete(ResourceAddress address, KnownValues values) {
    Place place = place(address);
    DesiredInstance planned = graph.instances().get(address);
    if (planned != null && Values.isWhollyKnown(planned.config())) {
      return new Completed(planned.config(), List.of());
    }
    refresh(new Node.Resource(place.module.tree, place.resource.target()), place.module, values);
    Reports reports = new Reports();
    InstanceScope scope = scope(place, address, values, Optional.empty());
    Value.Obj config =
        new ContentEvaluator(
                Interpreter.evaluating(scope),
                (problem, expression) ->
                    reports.add(problem, expression, scope, Optional.of(address)),
                problem -> reports.add(problem.at(address)))
            .evaluate(place.resource.content(), walk.world.schemas.block(place.resource.target()));
    return new Completed(config, reports.items());
  }

  private InstanceScope scope(
      Place place, ResourceAddress address, KnownValues values, Optional<Value> self) {
    return new InstanceScope(
        walk.world, place.module, iteration(place, address, values), self, Optional.of(values));
  }

  /** Returns the iteration of an instance, with {@code each.value} as it is known now. */
  private Iteration iteration(Place place, ResourceAddress address, KnownValues values) {
    if (place.resource.repetition() instanceof Declaration.Repetition.ForEach each) {
      InstanceScope scope =
          new InstanceScope(
              walk.world,
              place.module,
              place.module.iteration,
              Optional.empty(),
              Optional.of(values));
      try {
        Repetitions.Found found = Repetitions.find(each, "", Interpreter.evaluating(scope), scope);
        Iteration now = ResourceEvaluator.byKey(found).get(address.key());
        if (now != null) {
          return now;
        }
      } catch (ValueException e) {
        // The keys are those of the plan; what cannot be told now is told by the argument that uses
        // it.
        return new Iteration(address.key(), Interpreter.anything(), Set.of());
      }
    }
    Value index =
        address.key() instanceof dev.k3form.model.address.InstanceKey.Index(int i)
            ? Value.num(i)
            : Interpreter.anything();
    return new Iteration(address.key(), index, Set.of());
  }

  @Override
  public List<DesiredOutput> outputs(KnownValues values) {
    List<DesiredOutput> out = new ArrayList<>();
    for (ModuleInstance root : walk.modules.getOrDefault(walk.compiled.root(), List.of())) {
      for (Declaration.Output output : root.tree.module().outputs().values()) {
        Node node = new Node.Output(root.tree, output.name());
        Map<Cell, Traced> fresh = refresh(node, root, values);
        Traced value = fresh.get(new Cell(node, root));
        if (value == null) {
          value = evaluate(new Cell(node, root), values);
        }
        out.add(
            new DesiredOutput(output.name(), value.value(), output.description(), output.span()));
      }
    }
    return out;
  }

  @Override
  public List<CheckOutcome> postconditions(
      ResourceAddress address, Value.Obj applied, KnownValues values) {
    Place place = place(address);
    if (place.resource.lifecycle().postconditions().isEmpty()) {
      return List.of();
    }
    refresh(new Node.Resource(place.module.tree, place.resource.target()), place.module, values);
    Value self = Schemas.complete(walk.world.schemas.block(place.resource.target()), applied);
    InstanceScope scope = scope(place, address, values, Optional.of(self));
    return place.resource.lifecycle().postconditions().stream()
        .map(c -> Walk.outcome(c, "postcondition", address.toString(), scope, Optional.of(address)))
        .toList();
  }

  @Override
  public List<CheckOutcome> checks(KnownValues values) {
    List<CheckOutcome> out = new ArrayList<>();
    for (ModuleTree tree : walk.compiled.root().all()) {
      for (ModuleInstance module : walk.modules.getOrDefault(tree, List.of())) {
        for (Declaration.Check check : tree.module().checks().values()) {
          refresh(new Node.Check(tree, check.name()), module, values);
          InstanceScope scope =
              new InstanceScope(
                  walk.world, module, module.iteration, Optional.empty(), Optional.of(values));
          out.add(Walk.checked(check, module, scope));
        }
      }
    }
    return out;
  }

  /** Evaluates again what a node needs and is not wholly known, innermost first. */
  private Map<Cell, Traced> refresh(Node node, ModuleInstance module, KnownValues values) {
    Map<Cell, Traced> fresh = new LinkedHashMap<>();
    Set<Cell> entered = new HashSet<>();
    Deque<Cell> pending = new ArrayDeque<>();
    pending.push(new Cell(node, module));
    while (!pending.isEmpty()) {
      Cell cell = pending.peek();
      if (entered.add(cell)) {
        for (Node needed : walk.compiled.graph().dependencies(cell.node)) {
          for (ModuleInstance where : instances(needed.tree(), cell.module)) {
            Cell next = new Cell(needed, where);
            if (isOpen(next) && !entered.contains(next)) {
              pending.push(next);
            }
          }
        }
        continue;
      }
      pending.pop();
      if (isOpen(cell) && !fresh.containsKey(cell)) {
        fresh.put(cell, evaluate(cell, values));
      }
    }
    return fresh;
  }

  /** Reports whether a cell holds a value that is not wholly known yet. */
  private static boolean isOpen(Cell cell) {
    Traced value =
        switch (cell.node) {
          case Node.Variable(ModuleTree _, String name) -> cell.module.variables.get(name);
          case Node.Local(ModuleTree _, String name) -> cell.module.locals.get(name);
          case Node.Output(ModuleTree _, String name) -> cell.module.outputs.get(name);
          case Node.Validation _,
              Node.Provider _,
              Node.Resource _,
              Node.Call _,
              Node.End _,
              Node.Check _ ->
              null;
        };
    return value != null && !value.known();
  }

  /** Returns the instances of a module that are seen from an instance of it or a neighbour. */
  private static List<ModuleInstance> instances(ModuleTree tree, ModuleInstance from) {
    if (tree == from.tree) {
      return List.of(from);
    }
    if (from.parent != null && tree == from.parent.tree) {
      return List.of(from.parent);
    }
    return tree.call()
        .map(c -> from.calls.get(c.name()))
        .map(found -> List.copyOf(found.members().values()))
        .orElse(List.of());
  }

  private Traced evaluate(Cell cell, KnownValues values) {
    ModuleInstance module = cell.module;
    ModuleInstance at =
        cell.node instanceof Node.Variable && module.parent != null ? module.parent : module;
    InstanceScope scope =
        new InstanceScope(walk.world, at, module.iteration, Optional.empty(), Optional.of(values));
    Value value;
    try {
      value = value(cell, scope);
    } catch (ValueException e) {
      value = Interpreter.anything();
    }
    Traced traced = Traced.of(value, scope.reads());
    switch (cell.node) {
      case Node.Variable(ModuleTree _, String name) -> module.variables.put(name, traced);
      case Node.Local(ModuleTree _, String name) -> module.locals.put(name, traced);
      case Node.Output(ModuleTree _, String name) -> module.outputs.put(name, traced);
      case Node.Validation _,
          Node.Provider _,
          Node.Resource _,
          Node.Call _,
          Node.End _,
          Node.Check _ -> {}
    }
    return traced;
  }

  private Value value(Cell cell, InstanceScope scope) {
    var module = cell.module.tree.module();
    return switch (cell.node) {
      case Node.Variable(ModuleTree _, String name) ->
          walk.blocks.variable(
              Objects.requireNonNull(module.variables().get(name)), cell.module, scope);
      case Node.Local(ModuleTree _, String name) ->
          Interpreter.evaluating(scope)
              .evaluate(Objects.requireNonNull(module.locals().get(name)).value());
      case Node.Output(ModuleTree _, String name) ->
          Blocks.output(Objects.requireNonNull(module.outputs().get(name)), scope);
      case Node.Validation _,
          Node.Provider _,
          Node.Resource _,
          Node.Call _,
          Node.End _,
          Node.Check _ ->
          throw new IllegalStateException("no value for " + cell.node);
    };
  }
}
