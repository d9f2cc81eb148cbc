package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.Functions;
import dev.k3form.frontend.operations.Access;
import dev.k3form.frontend.operations.Arithmetic;
import dev.k3form.frontend.operations.Equality;
import dev.k3form.frontend.operations.Logic;
import dev.k3form.frontend.operations.Taint;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.syntax.tree.BinaryOperator;
import dev.k3form.frontend.syntax.tree.UnaryOperator;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions; one interpreter serves one evaluation by one thread.
 *
 * <p>It works in one of two ways. To find a value, the first problem ends the evaluation with a
 * {@link ValueException}. To check, every problem goes to a collector, an unknown takes the place
 * of what has no value, and what is reached only for certain values of unknowns (both arms of a
 * conditional, bodies of loops over something unknown) is gone through as well: checking an
 * expression is evaluating it with its inputs unknown.
 */
public final class Interpreter {
  private static final Value ANYTHING = Value.Unknown.of(Type.ANY);

  private final Scope scope;
  private final @Nullable Consumer<ValueException> collector;
  private final @Nullable Observer observer;
  private final ExpectedShape shapes;
  private final Calls calls;
  private final Loops loops;
  private boolean muted;

  private Interpreter(
      Scope scope,
      @Nullable Consumer<ValueException> collector,
      @Nullable Observer observer,
      ExpectedShape shapes) {
    this.scope = scope;
    this.collector = collector;
    this.observer = observer;
    this.shapes = shapes;
    this.calls = new Calls(this, Functions.standard());
    this.loops = new Loops(this);
  }

  /** Is told the value of every part of an expression. */
  @FunctionalInterface
  public interface Observer {
    /** Takes note of the value of a part. */
    void evaluated(Expr part, Value value);
  }

  /** Returns an interpreter that ends at the first problem. */
  public static Interpreter evaluating(Scope scope) {
    return new Interpreter(scope, null, null, ExpectedShape.ANY);
  }

  /** Returns an interpreter that ends at the first problem and tells the value of every part. */
  public static Interpreter observing(Scope scope, Observer observer) {
    return new Interpreter(scope, null, observer, ExpectedShape.ANY);
  }

  /** Returns an interpreter that collects problems. */
  public static Interpreter checking(
      Scope scope, ExpectedShape shapes, Consumer<ValueException> collector) {
    return new Interpreter(scope, collector, null, shapes);
  }

  /** Returns the value of an expression. */
  public Value evaluate(Expr expression) {
    return evaluate(expression, null);
  }

  /** Returns the value of an expression in which names are bound to values. */
  public Value evaluate(
      Expr expression, Map<String, Expr.Binding> bindings, Map<String, Value> values) {
    Frame frame = null;
    for (Map.Entry<String, Expr.Binding> entry : bindings.entrySet()) {
      frame = Frame.bind(frame, entry.getValue(), values.getOrDefault(entry.getKey(), Values.NULL));
    }
    return evaluate(expression, frame);
  }

  Scope scope() {
    return scope;
  }

  boolean isChecking() {
    return collector != null && !muted;
  }

  Value evaluate(Expr expression, @Nullable Frame frame) {
    try {
      Value value = node(expression, frame);
      if (observer != null) {
        observer.evaluated(expression, value);
      }
      return value;
    } catch (ValueException e) {
      return failed(e.orAt(expression.span()));
    } catch (StackOverflowError e) {
      return failed(new ValueException(new ValueProblem.TooDeep(), expression.span()));
    }
  }

  /** Ends the evaluation, or takes note of the problem and goes on with something unknown. */
  Value failed(ValueException problem) {
    if (collector == null || muted) {
      throw problem;
    }
    collector.accept(problem);
    return ANYTHING;
  }

  /**
   * Reports whether an expression in a place for values of a type was told to have no such form.
   */
  boolean isMisshapen(Expr expression, Type type) {
    if (collector == null || muted) {
      return false;
    }
    boolean[] told = new boolean[1];
    shapes.check(
        expression,
        type,
        e -> {
          told[0] = true;
          failed(e.orAt(expression.span()));
        });
    return told[0];
  }

  /** Returns the value of an expression, empty if it has none; problems are not collected. */
  Optional<Value> attempt(Expr expression, @Nullable Frame frame) {
    boolean before = muted;
    muted = true;
    try {
      return Optional.of(evaluate(expression, frame));
    } catch (ValueException e) {
      return Optional.empty();
    } finally {
      muted = before;
    }
  }

  private Value node(Expr expression, @Nullable Frame frame) {
    return switch (expression) {
      case Expr.Literal l -> l.value();
      case Expr.Template t -> template(t, frame);
      case Expr.TemplateFor t -> loops.joined(t.loop(), frame);
      case Expr.TupleOf t -> {
        List<Value> items = new ArrayList<>(t.items().size());
        t.items().forEach(item -> items.add(evaluate(item, frame)));
        yield new Value.Tuple(items);
      }
      case Expr.ObjectOf o -> object(o, frame);
      case Expr.For f -> loops.comprehension(f, frame);
      case Expr.Conditional c -> conditional(c, frame);
      case Expr.Binary b -> binary(b, frame);
      case Expr.Unary u -> {
        Value operand = evaluate(u.operand(), frame);
        yield u.operator() == UnaryOperator.NOT ? Logic.not(operand) : Arithmetic.negate(operand);
      }
      case Expr.Call c -> calls.builtIn(c, frame);
      case Expr.UserCall c -> calls.user(c, frame);
      case Expr.Attribute a -> attribute(a, frame);
      case Expr.Index i -> index(i, frame);
      case Expr.Splat s -> loops.splat(s, frame);
      case Expr.Bound b -> Frame.find(frame, b.binding());
      case Expr.Reference r -> scope.value(r.target());
      case Expr.Bad _ -> ANYTHING;
    };
  }

  private Value template(Expr.Template template, @Nullable Frame frame) {
    TextBuilder text = new TextBuilder();
    for (Expr part : template.parts()) {
      Value value = evaluate(part, frame);
      try {
        text.add(value);
      } catch (ValueException e) {
        failed(e.orAt(part.span()));
      }
    }
    return text.build();
  }

  private Value object(Expr.ObjectOf object, @Nullable Frame frame) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    boolean secret = false;
    boolean unknown = false;
    for (Expr.Item item : object.items()) {
      Value key = evaluate(item.key(), frame);
      Value value = evaluate(item.value(), frame);
      try {
        Value name = key(key);
        secret |= name instanceof Value.Secret;
        if (name.reveal() instanceof Value.Str(String s)) {
          fields.put(s, value);
        } else {
          unknown = true;
        }
      } catch (ValueException e) {
        failed(e.orAt(item.key().span()));
        unknown = true;
      }
    }
    Value made = unknown ? new Value.Unknown(Type.ANY, Refinement.NOT_NULL) : new Value.Obj(fields);
    return Taint.when(secret, made);
  }

  /** Returns a key as a string, known or not. */
  static Value key(Value value) {
    if (value.isNull()) {
      throw new ValueException(new ValueProblem.NullValue("this key is null"));
    }
    return Conversion.convert(value, Type.STRING);
  }

  private Value conditional(Expr.Conditional conditional, @Nullable Frame frame) {
    Value condition = evaluate(conditional.condition(), frame);
    Value truth;
    try {
      truth = condition(condition);
    } catch (ValueException e) {
      truth = failed(e.orAt(conditional.condition().span()));
    }
    boolean secret = truth instanceof Value.Secret;
    if (truth.reveal() instanceof Value.Bool(boolean b)) {
      Expr chosen = b ? conditional.whenTrue() : conditional.whenFalse();
      Expr other = b ? conditional.whenFalse() : conditional.whenTrue();
      Value value = evaluate(chosen, frame);
      Value shared =
          attempt(other, frame).map(o -> Arms.adjusted(value, o, b, conditional)).orElse(value);
      return Taint.when(secret, shared);
    }
    Value first = evaluate(conditional.whenTrue(), frame);
    Value second = evaluate(conditional.whenFalse(), frame);
    return Taint.when(secret, Arms.unknown(first, second, conditional));
  }

  /** Returns a condition as a truth value, known or not. */
  static Value condition(Value value) {
    if (value.isNull()) {
      throw new ValueException(new ValueProblem.NullValue("this condition is null"));
    }
    return Conversion.convert(value, Type.BOOL);
  }

  private Value binary(Expr.Binary binary, @Nullable Frame frame) {
    Value left = evaluate(binary.left(), frame);
    return switch (binary.operator()) {
      case OR, AND -> {
        boolean or = binary.operator() == BinaryOperator.OR;
        if (decides(or, left, binary.left())) {
          if (isChecking()) {
            attempt(binary.right(), frame);
          }
          yield Taint.when(left instanceof Value.Secret, Value.bool(or));
        }
        Value right = evaluate(binary.right(), frame);
        Value r = checked(right, binary.right(), value -> Logic.operand(or ? "||" : "&&", value));
        yield isTruth(left) ? Logic.join(or, left, r) : ANYTHING;
      }
      case EQUAL -> Equality.equal(left, evaluate(binary.right(), frame));
      case NOT_EQUAL -> Logic.not(Equality.equal(left, evaluate(binary.right(), frame)));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          operands(binary, left, evaluate(binary.right(), frame), true);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          operands(binary, left, evaluate(binary.right(), frame), false);
    };
  }

  private boolean decides(boolean or, Value left, Expr at) {
    try {
      return Logic.decides(or, left);
    } catch (ValueException e) {
      failed(e.orAt(at.span()));
      return false;
    }
  }

  /** Reports whether a left side that decides nothing can be joined; otherwise that is told. */
  private static boolean isTruth(Value value) {
    return !value.isNull() && Conversion.isConvertible(value, Type.BOOL);
  }

  private Value checked(Value value, Expr at, Function<Value, Value> operation) {
    try {
      return operation.apply(value);
    } catch (ValueException e) {
      return failed(e.orAt(at.span()));
    }
  }

  private Value operands(Expr.Binary binary, Value left, Value right, boolean comparison) {
    try {
      return comparison
          ? Arithmetic.compare(binary.operator(), left, right)
          : Arithmetic.apply(binary.operator(), left, right);
    } catch (ValueException e) {
      throw e.orAt(place(e.problem(), binary, left));
    }
  }

  /** The place of a problem with operands: the operand at fault where it can be told. */
  private static Span place(ValueProblem problem, Expr.Binary binary, Value left) {
    return switch (problem) {
      case ValueProblem.NullValue _ -> left.isNull() ? binary.left().span() : binary.right().span();
      case ValueProblem.DivisionByZero _ -> binary.right().span();
      case ValueProblem.BadOperands bad when bad.found().startsWith("this ") ->
          Arithmetic.isQuantity(left) ? binary.right().span() : binary.left().span();
      default -> binary.span();
    };
  }

  private Value attribute(Expr.Attribute attribute, @Nullable Frame frame) {
    Optional<Value> precise = precise(attribute, frame);
    if (precise.isPresent()) {
      return precise.get();
    }
    Value base = evaluate(attribute.base(), frame);
    try {
      return Access.attribute(base, attribute.name());
    } catch (ValueException e) {
      throw e.problem() instanceof ValueProblem.NullValue
          ? e.orAt(attribute.base().span())
          : e.orAt(attribute.nameSpan());
    }
  }

  /** Returns what a name after a resource or module call stands for, without reading all of it. */
  private Optional<Value> precise(Expr.Attribute attribute, @Nullable Frame frame) {
    String name = attribute.name();
    return switch (attribute.base()) {
      case Expr.Reference(Expr.Target.Module module, _) ->
          at(attribute.nameSpan(), () -> scope.output(module, Optional.empty(), name));
      case Expr.Index(Expr.Reference(Expr.Target.Module module, _), Expr key, _) -> {
        Value value = evaluate(key, frame);
        try {
          yield scope.output(module, Optional.of(value), name);
        } catch (ValueException e) {
          boolean ofModule = e.problem() instanceof ValueProblem.NoAttribute;
          throw e.orAt(ofModule ? attribute.nameSpan() : key.span());
        }
      }
      case Expr.Reference(Expr.Target.Resource resource, _) -> {
        try {
          yield scope.instance(resource, Value.str(name));
        } catch (ValueException e) {
          throw e.problem() instanceof ValueProblem.NoKey missing
              ? new ValueException(missing.ofInstances(resource + "", name), attribute.nameSpan())
              : e;
        }
      }
      default -> Optional.empty();
    };
  }

  private static <T> T at(Span span, Supplier<T> action) {
    try {
      return action.get();
    } catch (ValueException e) {
      throw e.orAt(span);
    }
  }

  private Value index(Expr.Index index, @Nullable Frame frame) {
    Value key = evaluate(index.key(), frame);
    if (index.base() instanceof Expr.Reference(Expr.Target.Resource resource, _)) {
      Optional<Value> instance = at(index.key().span(), () -> scope.instance(resource, key));
      if (instance.isPresent()) {
        return Taint.when(key instanceof Value.Secret, instance.get());
      }
    }
    Value base = evaluate(index.base(), frame);
    try {
      return Access.index(base, key);
    } catch (ValueException e) {
      if (e.problem() instanceof ValueProblem.NoAttribute missing
          && index.base() instanceof Expr.Reference(Expr.Target target, _)
          && (target instanceof Expr.Target.Resource || target instanceof Expr.Target.Module)) {
        throw new ValueException(missing.ofOne(target.toString()), index.key().span());
      }
      throw e.orAt(base.isNull() ? index.base().span() : index.key().span());
    }
  }

  /** Returns a value that stands for anything, after a problem that has been reported. */
  static Value anything() {
    return ANYTHING;
  }
}
