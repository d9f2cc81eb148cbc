package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.KnownValues;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scope of one block in one instance of a module; notes the resource instances that are read.
 */
final class InstanceScope implements Scope {
  private final World world;
  private final ModuleInstance module;
  private final Iteration iteration;
  private final Optional<Value> self;
  private final Optional<KnownValues> applied;
  private final Set<ResourceAddress> reads = new HashSet<>();

  InstanceScope(
      World world,
      ModuleInstance module,
      Iteration iteration,
      Optional<Value> self,
      Optional<KnownValues> applied) {
    this.world = world;
    this.module = module;
    this.iteration = iteration;
    this.self = self;
    this.applied = applied;
  }

  /** Returns the instances that were read so far. */
  Set<ResourceAddress> reads() {
    return reads;
  }

  private Value read(Traced traced) {
    reads.addAll(traced.reads());
    return traced.value();
  }

  private Value read(Map<String, Traced> values, String name) {
    Traced traced = values.get(name);
    if (traced == null) {
      throw new IllegalStateException(name + " is read before it is evaluated");
    }
    return read(traced);
  }

  private Value read(ResourceAddress address) {
    reads.add(address);
    return world.value(address, applied);
  }

  @Override
  public Value value(Expr.Target target) {
    return switch (target) {
      case Expr.Target.Variable(String name) -> read(module.variables, name);
      case Expr.Target.Local(String name) -> read(module.locals, name);
      case Expr.Target.Resource resource -> whole(resource);
      case Expr.Target.Module(String name) -> whole(name);
      case Expr.Target.EachKey _, Expr.Target.CountIndex _ -> iteration.keyValue();
      case Expr.Target.EachValue _ -> {
        reads.addAll(iteration.valueReads());
        yield iteration.value();
      }
      case Expr.Target.Self _ -> self.orElse(Values.NULL);
      case Expr.Target.Workspace _ -> Value.str(world.workspace);
      case Expr.Target.Path(String kind) ->
          Value.str(
              switch (kind) {
                case "module" -> module.tree.module().directory();
                case "root" -> wayToRoot();
                default -> world.files.absolute(".");
              });
    };
  }

  /** Returns the root module's directory as seen from this one, from where files are looked up. */
  private String wayToRoot() {
    String directory = module.tree.module().directory();
    if (directory.equals(".")) {
      return ".";
    }
    return directory.startsWith("/") || directory.startsWith("..")
        ? world.files.absolute(".")
        : String.join("/", Collections.nCopies(directory.split("/", -1).length, ".."));
  }

  private Instances<ResourceAddress> instances(Expr.Target.Resource resource) {
    Instances<ResourceAddress> found = module.resources.get(resource);
    if (found == null) {
      throw new IllegalStateException(resource + " is read before it is evaluated");
    }
    return found;
  }

  private Value whole(Expr.Target.Resource resource) {
    Instances<ResourceAddress> instances = instances(resource);
    if (instances.kind() == Instances.Kind.ONCE && !instances.deferred()) {
      return read(instances.members().firstEntry().getValue());
    }
    Type type = world.schemas.block(resource).objectType();
    if (instances.deferred()) {
      reads().add(module.open(resource));
      return Value.Unknown.of(
          instances.kind() == Instances.Kind.COUNT ? new Type.ListOf(type) : new Type.MapOf(type));
    }
    ResourceAddress name =
        new ResourceAddress(
            module.path, resource.mode(), resource.type(), resource.name(), InstanceKey.none());
    Traced known = world.wholes.get(name);
    if (known == null || (applied.isPresent() && !known.known())) {
      known = Traced.of(gathered(instances, type), Set.copyOf(instances.members().values()));
      if (applied.isEmpty() || known.known()) {
        world.wholes.put(name, known);
      }
    }
    return read(known);
  }

  private Value gathered(Instances<ResourceAddress> instances, Type type) {
    if (instances.kind() == Instances.Kind.COUNT) {
      List<Value> items = new ArrayList<>();
      instances.members().values().forEach(a -> items.add(world.value(a, applied)));
      return new Value.ListOf(type, items);
    }
    SortedMap<String, Value> entries = new TreeMap<>(KeyOrder.INSTANCE);
    instances
        .members()
        .forEach(
            (key, a) -> {
              if (key instanceof InstanceKey.Name(String name)) {
                entries.put(name, world.value(a, applied));
              }
            });
    return new Value.MapOf(type, entries);
  }

  @Override
  public Optional<Value> instance(Expr.Target.Resource resource, Value key) {
    Instances<ResourceAddress> instances = instances(resource);
    if (instances.deferred()) {
      reads().add(module.open(resource));
    }
    return instances.find(key).map(this::read);
  }

  private Instances<ModuleInstance> calls(String name) {
    Instances<ModuleInstance> found = module.calls.get(name);
    if (found == null) {
      throw new IllegalStateException("module." + name + " is read before it is evaluated");
    }
    return found;
  }

  private Value whole(String call) {
    Instances<ModuleInstance> instances = calls(call);
    if (instances.deferred()) {
      reads().add(module.open(call));
      return Value.Unknown.of(Type.ANY);
    }
    return switch (instances.kind()) {
      case ONCE -> outputs(instances.members().firstEntry().getValue());
      case COUNT ->
          new Value.Tuple(instances.members().values().stream().map(this::outputs).toList());
      case FOR_EACH -> {
        SortedMap<String, Value> entries = new TreeMap<>(KeyOrder.INSTANCE);
        instances
            .members()
            .forEach(
                (key, member) -> {
                  if (key instanceof InstanceKey.Name(String name)) {
                    entries.put(name, outputs(member));
                  }
                });
        yield new Value.Obj(entries);
      }
    };
  }

  private Value outputs(ModuleInstance instance) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    instance
        .tree
        .module()
        .outputs()
        .keySet()
        .forEach(name -> fields.put(name, read(instance.outputs, name)));
    return new Value.Obj(fields);
  }

  @Override
  public Optional<Value> output(Expr.Target.Module target, Optional<Value> key, String output) {
    Instances<ModuleInstance> instances = calls(target.name());
    if (instances.deferred()) {
      reads().add(module.open(target.name()));
      return Optional.of(Value.Unknown.of(Type.ANY));
    }
    Optional<ModuleInstance> instance =
        key.isPresent()
            ? instances.find(key.get())
            : instances.kind() == Instances.Kind.ONCE
                ? Optional.of(instances.members().firstEntry().getValue())
                : Optional.empty();
    return instance.map(i -> output(i, target.name(), output));
  }

  private Value output(ModuleInstance instance, String call, String output) {
    ModuleTree child = instance.tree;
    if (!child.module().outputs().containsKey(output)) {
      throw new ValueException(
          new ValueProblem.NoAttribute(
              output, "module `" + call + "`", List.copyOf(child.module().outputs().keySet()), ""));
    }
    return read(instance.outputs, output);
  }

  @Override
  public Declaration.Function function(String name) {
    Declaration.Function function = module.tree.module().functions().get(name);
    if (function == null) {
      throw new IllegalArgumentException("no function " + name);
    }
    return function;
  }

  @Override
  public CallContext context() {
    return world.context(module, this);
  }

  @Override
  public boolean isApplying() {
    return applied.isPresent();
  }
}
