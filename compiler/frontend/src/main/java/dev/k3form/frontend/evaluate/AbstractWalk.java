package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.graph.Node;
import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks types by evaluating every declaration once, with variables and what resources compute
 * unknown.
 *
 * <p>The same interpreter does both, so that checking and evaluating never disagree.
 */
public final class AbstractWalk {
  private final Compiled compiled;
  private final Consumer<Diagnostic> problems;
  private final Map<String, Set<String>> recursive;
  private final ExpectedShape shapes;
  final Map<Node, Value> values;
  final Map<Node, AbstractInstances> repetitions;
  private final IdentityHashMap<BlockSchema, Value.Obj> unknowns;
  private final List<Inside> insides;

  /** How a block is repeated, as far as that is known. */
  record AbstractInstances(Declaration.Repetition repetition, Value collection) {}

  /** What is to be checked inside of a resource block, once every name has its value. */
  private record Inside(ModuleTree tree, Declaration.Resource resource, Iteration each) {}

  /**
   * Creates a walk.
   *
   * @param recursive by the directory of a module its functions that call themselves, whose results
   *     are not looked into
   */
  public AbstractWalk(
      Compiled compiled,
      Map<String, Set<String>> recursive,
      ExpectedShape shapes,
      Consumer<Diagnostic> problems) {
    this.compiled = compiled;
    this.recursive = Map.copyOf(recursive);
    this.shapes = shapes;
    this.problems = problems;
    this.values = new HashMap<>();
    this.repetitions = new HashMap<>();
    this.unknowns = new IdentityHashMap<>();
    this.insides = new ArrayList<>();
  }

  /** Creates a walk that knows what another has found out, and reports elsewhere. */
  private AbstractWalk(AbstractWalk other, Consumer<Diagnostic> problems) {
    this.compiled = other.compiled;
    this.recursive = other.recursive;
    this.shapes = other.shapes;
    this.problems = problems;
    this.values = other.values;
    this.repetitions = other.repetitions;
    this.unknowns = other.unknowns;
    this.insides = other.insides;
  }

  /** Goes through all declarations. */
  public void run() {
    for (ModuleTree tree : compiled.root().all()) {
      tree.module().functions().values().forEach(f -> function(tree, f));
    }
    for (Node node : compiled.order()) {
      ModuleTree tree = node.tree();
      Module module = tree.module();
      switch (node) {
        case Node.Call _ ->
            tree.parent()
                .ifPresent(
                    parent ->
                        repetitions.put(
                            node, repetition(parent, tree.call().orElseThrow().repetition())));
        case Node.Variable(var _, String name) ->
            present(module.variables().get(name), v -> values.put(node, variable(tree, v)));
        case Node.Validation(var _, String name) ->
            present(module.variables().get(name), v -> conditions(tree, v.validations()));
        case Node.Local(var _, String name) ->
            present(
                module.locals().get(name),
                l -> values.put(node, interpreter(scope(tree)).evaluate(l.value())));
        case Node.Output(var _, String name) ->
            present(module.outputs().get(name), o -> values.put(node, output(tree, o)));
        case Node.Resource(var _, Expr.Target.Resource target) ->
            present(module.resources().get(target), r -> resource(node, tree, r));
        case Node.Provider(var _, var ref) ->
            present(module.providers().get(ref), p -> provider(tree, p));
        case Node.Check(var _, String name) ->
            present(module.checks().get(name), c -> conditions(tree, c.assertions()));
        case Node.End _ -> {}
      }
    }
    // Blocks have nothing to do with one another now, and there may be thousands.
    insides.parallelStream().map(this::problemsOf).toList().forEach(p -> p.forEach(problems));
  }

  private List<Diagnostic> problemsOf(Inside block) {
    List<Diagnostic> found = new ArrayList<>();
    new AbstractWalk(this, found::add).inside(block);
    return found;
  }

  /** Returns a function, with any result if it cannot be evaluated. */
  Declaration.Function callable(ModuleTree tree, Declaration.Function function) {
    boolean calls =
        recursive.getOrDefault(tree.module().directory(), Set.of()).contains(function.name());
    return calls ? function.withResult(new Expr.Bad(function.span()), Type.ANY) : function;
  }

  /** Returns the type of a declaration's value; empty for those that have none. */
  public Optional<Type> typeOf(Node node) {
    return Optional.ofNullable(values.get(node)).map(Types::of);
  }

  private static <T> void present(@org.jspecify.annotations.Nullable T value, Consumer<T> action) {
    if (value != null) {
      action.accept(value);
    }
  }

  private AbstractScope scope(ModuleTree tree) {
    return new AbstractScope(
        this, compiled, tree, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Interpreter interpreter(Scope scope) {
    return Interpreter.checking(scope, shapes, this::report);
  }

  private void report(ValueException problem) {
    problems.accept(problem.problem().diagnose(problem.span()).build());
  }

  /** Checks an expression in a place for values of a type, and returns its value as one. */
  private Value typed(
      Scope scope, Expr expression, Type type, Consumer<Diagnostic.Builder> context) {
    return typed(interpreter(scope).evaluate(expression), expression, type, context);
  }

  /** Checks the value of an expression likewise. */
  private Value typed(
      Value value, Expr expression, Type type, Consumer<Diagnostic.Builder> context) {
    int[] before = new int[1];
    shapes.check(
        expression,
        type,
        e -> {
          before[0]++;
          problem(e.orAt(expression.span()), context);
        });
    try {
      return Conversion.convert(value, type);
    } catch (ValueException e) {
      if (before[0] == 0) {
        problem(e.orAt(expression.span()), context);
      }
      return Value.Unknown.of(type);
    }
  }

  private void problem(ValueException e, Consumer<Diagnostic.Builder> context) {
    Diagnostic.Builder builder = e.problem().diagnose(e.span());
    context.accept(builder);
    problems.accept(builder.build());
  }

  private Value variable(ModuleTree tree, Declaration.Variable variable) {
    variable
        .defaultValue()
        .ifPresent(
            e ->
                typed(
                    scope(tree),
                    e,
                    variable.type(),
                    b -> {
                      if (variable.isTyped()) {
                        b.label(variable.typeSpan(), "the type is declared here");
                      }
                    }));
    Value value = new Value.Unknown(variable.type(), Refinement.NONE);
    if (tree.parent().isPresent()) {
      Content.Argument argument = tree.call().orElseThrow().arguments().get(variable.name());
      if (argument != null) {
        Value given =
            typed(
                callScope(tree),
                argument.value(),
                variable.type(),
                b -> b.label(variable.typeSpan(), "the type is declared here"));
        boolean secret = Values.containsSecret(given);
        value = variable.type().equals(Type.ANY) ? given : secret ? new Value.Secret(value) : value;
      }
    }
    return variable.sensitive() ? new Value.Secret(value) : value;
  }

  /**
   * The scope of the arguments of a call, in which {@code each} and {@code count} have a meaning.
   */
  private AbstractScope callScope(ModuleTree tree) {
    ModuleTree parent = tree.parent().orElseThrow();
    AbstractInstances instances = repetitions.get(new Node.Call(tree));
    return new AbstractScope(
        this,
        compiled,
        parent,
        Optional.ofNullable(instances).map(AbstractWalk::iteration),
        Optional.empty(),
        Optional.empty());
  }

  private Value output(ModuleTree tree, Declaration.Output output) {
    Value value = interpreter(scope(tree)).evaluate(output.value());
    conditions(tree, output.preconditions());
    if (tree.parent().isEmpty() && !output.sensitive() && Values.containsSecret(value)) {
      problems.accept(
          new EvaluateProblem.SecretOutput(output.name(), output.value().span()).toDiagnostic());
    }
    return output.sensitive() ? new Value.Secret(value) : value;
  }

  private AbstractInstances repetition(ModuleTree tree, Declaration.Repetition repetition) {
    Value value =
        repetition
            .expression()
            .map(e -> checkedRepetition(tree, repetition, e))
            .orElse(Values.NULL);
    return new AbstractInstances(repetition, value);
  }

  private Value checkedRepetition(ModuleTree tree, Declaration.Repetition repetition, Expr e) {
    int[] count = new int[1];
    Value value =
        Interpreter.checking(
                scope(tree),
                shapes,
                problem -> {
                  count[0]++;
                  report(problem);
                })
            .evaluate(e);
    if (count[0] == 0) {
      Repetitions.problem(repetition, value).ifPresent(p -> problems.accept(p.toDiagnostic()));
    }
    return value;
  }

  /** Returns what {@code each} or {@code count} stand for, whichever the instance. */
  private static Iteration iteration(AbstractInstances instances) {
    Value any =
        switch (instances.repetition) {
          case Declaration.Repetition.Once _ -> Values.NULL;
          case Declaration.Repetition.Count _ ->
              new Value.Unknown(Type.NUMBER, Refinement.NOT_NULL);
          case Declaration.Repetition.ForEach _ ->
              Loops.any(Types.of(instances.collection)).element();
        };
    boolean secret = Values.containsSecret(instances.collection);
    return new Iteration(
        dev.k3form.model.address.InstanceKey.none(),
        secret ? new Value.Secret(any.reveal()) : any,
        java.util.Set.of());
  }

  private void resource(Node node, ModuleTree tree, Declaration.Resource resource) {
    AbstractInstances instances = repetition(tree, resource.repetition());
    repetitions.put(node, instances);
    Value.Obj value =
        unknowns.computeIfAbsent(compiled.schemas().block(resource.target()), Schemas::unknown);
    boolean known = compiled.schemas().find(resource.target()).isPresent();
    values.put(node, known ? value : Interpreter.anything());
    insides.add(new Inside(tree, resource, iteration(instances)));
  }

  private void inside(Inside block) {
    Declaration.Resource resource = block.resource;
    AbstractScope inside = scope(block, Optional.empty());
    if (compiled.schemas().find(resource.target()).isPresent()) {
      BlockSchema schema = compiled.schemas().block(resource.target());
      content(inside, resource.content(), schema, resource.type());
    } else {
      resource.content().arguments().values().forEach(a -> interpreter(inside).evaluate(a.value()));
    }
    Declaration.Lifecycle lifecycle = resource.lifecycle();
    lifecycle.createBeforeDestroy().ifPresent(e -> typed(inside, e, Type.BOOL, _ -> {}));
    lifecycle.preventDestroy().ifPresent(e -> typed(inside, e, Type.BOOL, _ -> {}));
    lifecycle
        .ignoreChangesExpression()
        .ifPresent(e -> typed(inside, e, new Type.ListOf(Type.STRING), _ -> {}));
    lifecycle.replaceTriggeredBy().forEach(e -> interpreter(inside).evaluate(e));
    conditions(inside, lifecycle.preconditions());
    Node node = new Node.Resource(block.tree, resource.target());
    conditions(scope(block, Optional.ofNullable(values.get(node))), lifecycle.postconditions());
  }

  private AbstractScope scope(Inside block, Optional<Value> self) {
    return new AbstractScope(
        this,
        compiled,
        block.tree,
        Optional.of(block.each),
        Optional.of(block.resource.repetition()),
        self);
  }

  private void provider(ModuleTree tree, Declaration.Provider provider) {
    ProviderSchema schema = compiled.schemas().providers().get(provider.ref().name());
    if (schema != null) {
      content(scope(tree), provider.content(), schema.configuration(), "provider " + schema.name());
    }
  }

  private void content(AbstractScope scope, Content content, BlockSchema schema, String in) {
    new ContentEvaluator(
            interpreter(scope),
            (e, expression) ->
                problem(e, b -> b.note("This is the value of an argument of `" + in + "`.")),
            problems)
        .shapes(shapes)
        .evaluate(content, schema);
  }

  private void conditions(ModuleTree tree, List<Declaration.Condition> conditions) {
    conditions(scope(tree), conditions);
  }

  private void conditions(Scope scope, List<Declaration.Condition> conditions) {
    for (Declaration.Condition condition : conditions) {
      typed(scope, condition.condition(), Type.BOOL, _ -> {});
      typed(scope, condition.message(), Type.STRING, _ -> {});
    }
  }

  private void function(ModuleTree tree, Declaration.Function function) {
    Map<String, Expr.Binding> names = new LinkedHashMap<>();
    Map<String, Value> unknowns = new HashMap<>();
    for (Declaration.Parameter parameter : function.parameters()) {
      parameter
          .defaultValue()
          .ifPresent(
              e ->
                  typed(
                      interpreter(scope(tree)).evaluate(e, names, unknowns),
                      e,
                      parameter.type(),
                      _ -> {}));
      names.put(parameter.name(), parameter.binding());
      unknowns.put(parameter.name(), Value.Unknown.of(parameter.type()));
    }
    typed(
        interpreter(scope(tree)).evaluate(function.result(), names, unknowns),
        function.result(),
        function.resultType(),
        b -> b.label(function.span(), "the function is declared here"));
  }
}
