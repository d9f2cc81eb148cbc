package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.graph.Node;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scope of a declaration while types are checked: every name has what is known of any value.
 */
record AbstractScope(
    AbstractWalk walk,
    Compiled compiled,
    ModuleTree tree,
    Optional<Iteration> iteration,
    Optional<Declaration.Repetition> repetition,
    Optional<Value> self)
    implements Scope, CallContext {

  private Value found(Node node) {
    return walk.values.getOrDefault(node, Interpreter.anything());
  }

  @Override
  public Value value(Expr.Target target) {
    return switch (target) {
      case Expr.Target.Variable(String name) -> found(new Node.Variable(tree, name));
      case Expr.Target.Local(String name) -> found(new Node.Local(tree, name));
      case Expr.Target.Resource resource -> whole(resource);
      case Expr.Target.Module(String name) -> whole(name);
      case Expr.Target.EachKey _ -> new Value.Unknown(Type.STRING, Refinement.NOT_NULL);
      case Expr.Target.CountIndex _ -> new Value.Unknown(Type.NUMBER, Refinement.NOT_NULL);
      case Expr.Target.EachValue _ ->
          iteration.map(Iteration::value).orElse(Interpreter.anything());
      case Expr.Target.Self _ -> self.orElse(Interpreter.anything());
      case Expr.Target.Path _, Expr.Target.Workspace _ ->
          new Value.Unknown(Type.STRING, Refinement.NOT_NULL);
    };
  }

  private Value whole(Expr.Target.Resource resource) {
    Node node = new Node.Resource(tree, resource);
    Value one = found(node);
    AbstractWalk.AbstractInstances instances = walk.repetitions.get(node);
    return instances == null ? one : many(instances.repetition(), one);
  }

  private static Value many(Declaration.Repetition repetition, Value one) {
    return switch (repetition) {
      case Declaration.Repetition.Once _ -> one;
      case Declaration.Repetition.Count _ ->
          new Value.Unknown(new Type.ListOf(Types.of(one)), Refinement.NOT_NULL);
      case Declaration.Repetition.ForEach _ ->
          new Value.Unknown(new Type.MapOf(Types.of(one)), Refinement.NOT_NULL);
    };
  }

  @Override
  public Optional<Value> instance(Expr.Target.Resource resource, Value key) {
    Node node = new Node.Resource(tree, resource);
    AbstractWalk.AbstractInstances instances = walk.repetitions.get(node);
    if (instances == null) {
      return Optional.empty();
    }
    return switch (instances.repetition()) {
      case Declaration.Repetition.Once _ -> Optional.empty();
      case Declaration.Repetition.Count _ -> {
        requirePosition(instances.collection(), key);
        yield Conversion.isConvertible(key, Type.NUMBER) && !key.isNull()
            ? Optional.of(found(node))
            : Optional.empty();
      }
      case Declaration.Repetition.ForEach _ -> {
        requireKey(instances.collection(), key);
        yield key.isNull() ? Optional.empty() : Optional.of(found(node));
      }
    };
  }

  /** Tells a position that is written out and that a count, where it is known, does not reach. */
  private static void requirePosition(Value count, Value key) {
    if (count instanceof Value.Num(BigDecimal size)
        && key instanceof Value.Num(BigDecimal position)
        && (position.signum() < 0 || position.compareTo(size) >= 0)) {
      throw new ValueException(new ValueProblem.NoElement(Numbers.text(position), size.intValue()));
    }
  }

  /** Tells a key that is written out and that the instances, where they are known, do not have. */
  private static void requireKey(Value collection, Value key) {
    String name =
        switch (key) {
          case Value.Str(String s) -> s;
          case Value.Num(BigDecimal n) -> Numbers.text(n);
          default -> null;
        };
    if (name == null) {
      return;
    }
    Set<String> known =
        switch (collection) {
          case Value.MapOf(var _, var entries) -> entries.keySet();
          case Value.Obj(var fields) -> fields.keySet();
          case Value.SetOf(var _, List<Value> items) ->
              items.stream()
                  .map(i -> i instanceof Value.Str(String s) ? s : "")
                  .collect(java.util.stream.Collectors.toSet());
          default -> Set.of(name);
        };
    if (!known.contains(name)) {
      throw new ValueException(
          new ValueProblem.NoKey(name, known.stream().sorted(KeyOrder.INSTANCE).toList()));
    }
  }

  private Value whole(String call) {
    ModuleTree child = tree.children().get(call);
    if (child == null) {
      return Interpreter.anything();
    }
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    child
        .module()
        .outputs()
        .keySet()
        .forEach(name -> fields.put(name, found(new Node.Output(child, name))));
    Value one = new Value.Obj(fields);
    AbstractWalk.AbstractInstances instances = walk.repetitions.get(new Node.Call(child));
    return instances == null ? one : many(instances.repetition(), one);
  }

  @Override
  public Optional<Value> output(Expr.Target.Module module, Optional<Value> key, String output) {
    ModuleTree child = tree.children().get(module.name());
    if (child == null) {
      return Optional.of(Interpreter.anything());
    }
    AbstractWalk.AbstractInstances instances = walk.repetitions.get(new Node.Call(child));
    boolean once =
        instances == null || instances.repetition() instanceof Declaration.Repetition.Once;
    if (once == key.isPresent()) {
      return Optional.empty();
    }
    if (instances != null && key.isPresent()) {
      switch (instances.repetition()) {
        case Declaration.Repetition.Once _ -> {}
        case Declaration.Repetition.Count _ -> requirePosition(instances.collection(), key.get());
        case Declaration.Repetition.ForEach _ -> requireKey(instances.collection(), key.get());
      }
    }
    if (!child.module().outputs().containsKey(output)) {
      throw new ValueException(
          new ValueProblem.NoAttribute(
              output,
              "module `" + module.name() + "`",
              List.copyOf(child.module().outputs().keySet()),
              ""));
    }
    return Optional.of(found(new Node.Output(child, output)));
  }

  @Override
  public Declaration.Function function(String name) {
    Declaration.Function function = tree.module().functions().get(name);
    if (function == null) {
      throw new ValueException(new ValueProblem.CallFailed(name, "there is no such function"));
    }
    return walk.callable(tree, function);
  }

  @Override
  public CallContext context() {
    return this;
  }

  @Override
  public boolean isApplying() {
    return false;
  }

  @Override
  public FileAccess files() {
    return compiled.files();
  }

  @Override
  public String moduleDirectory() {
    return tree.module().directory();
  }

  @Override
  public Instant planTime() {
    return compiled.planTime();
  }

  @Override
  public Value render(String templateName, String template, Map<String, Value> names) {
    return compiled.templates().render(templateName, template, names, this);
  }
}
