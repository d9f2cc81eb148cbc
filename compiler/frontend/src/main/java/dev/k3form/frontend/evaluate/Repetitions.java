package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.operations.Arithmetic;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the instances of a block from its {@code count} or {@code for_each}. */
final class Repetitions {
  private static final int MOST = 100_000;

  private Repetitions() {}

  /**
   * The instances of a block.
   *
   * @param deferred why they are not known yet, as a warning
   * @param problem why there are none, as an error
   */
  record Found(
      Instances.Kind kind,
      List<Iteration> iterations,
      Optional<EvaluateProblem> deferred,
      Optional<EvaluateProblem> problem) {}

  /** Returns what is wrong with the value of a repetition, whether or not it is known. */
  static Optional<EvaluateProblem> problem(Declaration.Repetition repetition, Value value) {
    return switch (repetition) {
      case Declaration.Repetition.Once _ -> Optional.empty();
      case Declaration.Repetition.Count(Expr e, Span _) -> count(e, value, "", Set.of()).problem();
      case Declaration.Repetition.ForEach(Expr e, Span _) ->
          forEach(e, value, "", Set.of()).problem();
    };
  }

  static Found find(
      Declaration.Repetition repetition,
      String what,
      Interpreter interpreter,
      InstanceScope scope) {
    return switch (repetition) {
      case Declaration.Repetition.Once _ ->
          new Found(
              Instances.Kind.ONCE, List.of(Iteration.once()), Optional.empty(), Optional.empty());
      case Declaration.Repetition.Count(Expr expression, Span _) ->
          count(expression, interpreter.evaluate(expression), what, scope.reads());
      case Declaration.Repetition.ForEach(Expr expression, Span _) ->
          forEach(expression, interpreter.evaluate(expression), what, scope.reads());
    };
  }

  private static Found count(
      Expr expression, Value value, String what, Set<ResourceAddress> reads) {
    Instances.Kind kind = Instances.Kind.COUNT;
    if (value instanceof Value.Secret) {
      return bad(kind, "count", "it is a secret, but addresses are shown", expression);
    }
    if (value.isNull()) {
      return bad(kind, "count", "it is null", expression);
    }
    Value number;
    try {
      number = Conversion.convert(value, Type.NUMBER);
    } catch (ValueException e) {
      return bad(kind, "count", "it is of type " + Types.name(value) + ", not number", expression);
    }
    if (number instanceof Value.Unknown) {
      return deferred(kind, "count", what, expression, reads);
    }
    Optional<Integer> whole = Arithmetic.whole(number);
    if (whole.isEmpty() || whole.get() < 0 || whole.get() > MOST) {
      return bad(kind, "count", "it must be a whole number from 0 to " + MOST, expression);
    }
    List<Iteration> out = new ArrayList<>();
    for (int i = 0; i < whole.get(); i++) {
      out.add(new Iteration(new InstanceKey.Index(i), Value.num(i), reads));
    }
    return new Found(kind, out, Optional.empty(), Optional.empty());
  }

  private static Found forEach(
      Expr expression, Value value, String what, Set<ResourceAddress> reads) {
    Instances.Kind kind = Instances.Kind.FOR_EACH;
    String name = "for_each";
    if (value instanceof Value.Secret) {
      return bad(
          kind,
          name,
          "it is a secret, but keys are shown",
          expression,
          "iterate over keys that are no secret, and look the values up");
    }
    return switch (value) {
      case Value.Null _ -> bad(kind, name, "it is null", expression, "write `{}` for no instances");
      case Value.MapOf(var _, var entries) -> keyed(expression, entries, reads);
      case Value.Obj(var fields) -> keyed(expression, fields, reads);
      case Value.SetOf(var _, List<Value> items) -> set(items, expression, reads);
      case Value.Unknown(Type type, var _) ->
          type instanceof Type.ListOf || type instanceof Type.Tuple
              ? list(expression)
              : deferred(kind, name, what, expression, reads);
      case Value.ListOf _, Value.Tuple _ -> list(expression);
      case Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _, Value.Secret _ ->
          bad(
              kind,
              name,
              "it is of type " + Types.name(value) + ", not map or set of strings",
              expression);
    };
  }

  private static Found list(Expr expression) {
    return bad(
        Instances.Kind.FOR_EACH,
        "for_each",
        "it is a list, not a map or set of strings",
        expression,
        "write `toset(...)` around a list of strings",
        "or make a map: `{ for x in list : x.name => x }`");
  }

  private static Found keyed(
      Expr expression, java.util.SortedMap<String, Value> entries, Set<ResourceAddress> reads) {
    List<Iteration> out = new ArrayList<>();
    boolean direct =
        expression instanceof Expr.Reference(Expr.Target target, Span _)
            && target instanceof Expr.Target.Resource;
    entries.forEach(
        (key, value) -> {
          InstanceKey name = new InstanceKey.Name(key);
          out.add(new Iteration(name, value, direct ? own(reads, name) : reads));
        });
    return new Found(Instances.Kind.FOR_EACH, out, Optional.empty(), Optional.empty());
  }

  /** Of the instances of a resource that is iterated over directly, the one with the key. */
  private static Set<ResourceAddress> own(Set<ResourceAddress> reads, InstanceKey key) {
    return reads.stream().findFirst().map(a -> Set.of(a.withKey(key))).orElse(Set.of());
  }

  private static Found set(List<Value> items, Expr expression, Set<ResourceAddress> reads) {
    List<Iteration> out = new ArrayList<>();
    for (Value item : items) {
      if (!(item instanceof Value.Str(String key))) {
        return bad(
            Instances.Kind.FOR_EACH,
            "for_each",
            Values.containsSecret(item)
                ? "an element is a secret, but keys are shown"
                : "an element is of type " + Types.name(item) + ", not string",
            expression);
      }
      out.add(new Iteration(new InstanceKey.Name(key), item, reads));
    }
    return new Found(Instances.Kind.FOR_EACH, out, Optional.empty(), Optional.empty());
  }

  private static Found bad(
      Instances.Kind kind, String argument, String why, Expr expression, String... help) {
    return new Found(
        kind,
        List.of(),
        Optional.empty(),
        Optional.of(
            new EvaluateProblem.BadRepetition(argument, why, expression.span(), List.of(help))));
  }

  private static Found deferred(
      Instances.Kind kind,
      String argument,
      String what,
      Expr expression,
      Set<ResourceAddress> reads) {
    List<String> names = reads.stream().sorted().limit(5).map(a -> "`" + a + "`").toList();
    return new Found(
        kind,
        List.of(),
        Optional.of(
            new EvaluateProblem.DeferredRepetition(argument, what, expression.span(), names)),
        Optional.empty());
  }
}
