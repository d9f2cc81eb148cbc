package dev.k3form.engine;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ArgumentPlaces;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Completed;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.graph.KnownValues;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A configuration written in Java, for tests: blocks in order, each after what it depends on. */
public final class Program implements Configuration {
  /** Gives the attributes of other instances while a block is evaluated. */
  @FunctionalInterface
  public interface Scope {
    /** Returns an attribute of an instance. */
    Value get(String address, String attribute);
  }

  /** Evaluates a block's arguments. */
  @FunctionalInterface
  public interface Body {
    /** Returns the arguments. */
    Map<String, Value> evaluate(Scope scope);
  }

  private record Declaration(
      ResourceAddress address,
      List<ResourceAddress> dependencies,
      Body body,
      Lifecycle lifecycle) {}

  private final SequencedMap<ResourceAddress, Declaration> blocks = new LinkedHashMap<>();
  private final List<Refactoring> refactorings = new ArrayList<>();
  private final Map<String, Function<Scope, Value>> outputs = new TreeMap<>();
  private final List<Deferred> deferred = new ArrayList<>();
  private final Map<ResourceAddress, Diagnostic> postconditions = new HashMap<>();
  private final Map<ResourceAddress, String> checks = new HashMap<>();

  /** Adds a block without dependencies. */
  public Program add(String address, Map<String, Value> arguments) {
    return add(address, List.of(), _ -> arguments);
  }

  /** Adds a block. */
  public Program add(String address, List<String> dependencies, Body body) {
    return add(address, dependencies, Lifecycle.DEFAULT, body);
  }

  /** Adds a block with a lifecycle. */
  public Program add(String address, List<String> dependencies, Lifecycle lifecycle, Body body) {
    ResourceAddress parsed = ResourceAddress.parse(address);
    blocks.put(
        parsed,
        new Declaration(
            parsed, dependencies.stream().map(ResourceAddress::parse).toList(), body, lifecycle));
    return this;
  }

  /** Says that a check reads a data source for itself; it hangs on nothing else. */
  public Program ofCheck(String check, String address) {
    checks.put(ResourceAddress.parse(address), check);
    return this;
  }

  /** Adds a move, removal or import. */
  public Program refactor(Refactoring refactoring) {
    refactorings.add(refactoring);
    return this;
  }

  /** Adds an output. */
  public Program output(String name, Function<Scope, Value> value) {
    outputs.put(name, value);
    return this;
  }

  /** Adds a block whose instances are not known. */
  public Program defer(String address, Diagnostic reason) {
    return defer(address, List.of(), reason);
  }

  /** Adds a block whose instances are not known before those that it hangs on are there. */
  public Program defer(String address, List<String> dependencies, Diagnostic reason) {
    TreeSet<ResourceAddress> awaited = new TreeSet<>();
    dependencies.forEach(d -> awaited.add(ResourceAddress.parse(d)));
    deferred.add(new Deferred(ResourceAddress.parse(address), awaited, reason));
    return this;
  }

  /** Lets a postcondition fail. */
  public Program unmet(String address, Diagnostic why) {
    postconditions.put(ResourceAddress.parse(address), why);
    return this;
  }

  @Override
  public List<DesiredProvider> providers() {
    return List.of(DesiredProvider.unwritten(ProviderRef.of("fake"), Value.Obj.EMPTY));
  }

  @Override
  public Span place(ResourceAddress address, String argument) {
    return Span.NONE;
  }

  /** Blocks have no count here: what is declared first says how instances are called. */
  @Override
  public ResourceAddress recounted(ResourceAddress recorded) {
    boolean first =
        recorded.key() instanceof InstanceKey.None
            || recorded.key().equals(new InstanceKey.Index(0));
    return blocks.keySet().stream()
        .filter(a -> first && a.resource().equals(recorded.resource()))
        .findFirst()
        .filter(a -> !(a.key() instanceof InstanceKey.Name))
        .orElse(recorded);
  }

  @Override
  public List<Refactoring> refactorings() {
    return List.copyOf(refactorings);
  }

  @Override
  public List<Diagnostic> warnings() {
    return List.of();
  }

  @Override
  public ConfigurationSources sources() {
    return new ConfigurationSources(new TreeMap<>(Map.of("main.k3s", "")), new TreeMap<>());
  }

  @Override
  public Evaluation evaluate(InstanceValues values) {
    Map<ResourceAddress, Value.Obj> resolved = new HashMap<>();
    SequencedMap<ResourceAddress, DesiredInstance> instances = new LinkedHashMap<>();
    Scope scope =
        (address, attribute) -> resolved.get(ResourceAddress.parse(address)).get(attribute);
    for (Declaration block : blocks.values()) {
      DesiredInstance instance =
          new DesiredInstance(
              block.address(),
              ProviderRef.of(block.address().type().replaceFirst("_.*", "")),
              Value.Obj.of(block.body().evaluate(scope)),
              new TreeSet<>(block.dependencies()),
              block.lifecycle(),
              checks.getOrDefault(block.address(), ""),
              new Span("main.k3s", 0, 1),
              ArgumentPlaces.NOWHERE);
      instances.put(block.address(), instance);
      resolved.put(block.address(), values.resolve(instance));
    }
    DesiredGraph graph =
        new DesiredGraph(
            providers(), instances, outputs(scope), outcomes(resolved::get), deferred, List.of());
    return new Evaluated(graph, resolved);
  }

  /** A check holds once all that it reads for itself is known. */
  private List<CheckOutcome> outcomes(Function<ResourceAddress, Value.Obj> values) {
    return checks.entrySet().stream()
        .map(
            e ->
                new CheckOutcome(
                    e.getValue(),
                    Values.isWhollyKnown(values.apply(e.getKey()))
                        ? CheckOutcome.Status.PASSED
                        : CheckOutcome.Status.UNKNOWN,
                    Optional.empty()))
        .toList();
  }

  private List<DesiredOutput> outputs(Scope scope) {
    List<DesiredOutput> out = new ArrayList<>();
    outputs.forEach((name, f) -> out.add(new DesiredOutput(name, f.apply(scope), "", Span.NONE)));
    return out;
  }

  private final class Evaluated implements Evaluation {
    private final DesiredGraph graph;
    private final Map<ResourceAddress, Value.Obj> resolved;

    Evaluated(DesiredGraph graph, Map<ResourceAddress, Value.Obj> resolved) {
      this.graph = graph;
      this.resolved = resolved;
    }

    private Scope scope(KnownValues values) {
      return (address, attribute) -> {
        ResourceAddress parsed = ResourceAddress.parse(address);
        Optional<Value.Obj> known = values.of(parsed);
        return known.orElseGet(() -> resolved.get(parsed)).get(attribute);
      };
    }

    @Override
    public DesiredGraph graph() {
      return graph;
    }

    @Override
    public Completed complete(ResourceAddress address, KnownValues values) {
      return new Completed(
          Value.Obj.of(blocks.get(address).body().evaluate(scope(values))), List.of());
    }

    @Override
    public List<DesiredOutput> outputs(KnownValues values) {
      return Program.this.outputs(scope(values));
    }

    @Override
    public List<CheckOutcome> postconditions(
        ResourceAddress address, Value.Obj applied, KnownValues values) {
      return postconditions.containsKey(address)
          ? List.of(
              new CheckOutcome(
                  "postcondition",
                  CheckOutcome.Status.FAILED,
                  Optional.of(postconditions.get(address))))
          : List.of();
    }

    @Override
    public List<CheckOutcome> checks(KnownValues values) {
      return outcomes(a -> values.of(a).orElseGet(() -> resolved.get(a)));
    }
  }
}
