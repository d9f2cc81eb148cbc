package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.Arguments;
import dev.k3form.frontend.function.Function;
import dev.k3form.frontend.function.Functions;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of functions: arguments are converted to the types of the parameters; what is unknown or
 * secret in them makes the result so, unless the function says that it deals with that itself.
 */
final class Calls {
  private final Interpreter interpreter;
  private final Functions functions;

  Calls(Interpreter interpreter, Functions functions) {
    this.interpreter = interpreter;
    this.functions = functions;
  }

  private record Given(
      List<Value> values, List<Span> spans, boolean unknownCount, boolean secret) {}

  /** Returns the result of a built-in function. */
  Value builtIn(Expr.Call call, @Nullable Frame frame) {
    Function function = functions.get(call.function());
    if (function.is(Function.Trait.LAZY)) {
      return lazy(call, frame);
    }
    Given given = arguments(call.arguments(), call.expandsLast(), frame);
    if (given.unknownCount) {
      return Value.Unknown.of(Type.ANY);
    }
    requireCount(call.function(), function.least(), function.rest().isPresent(), given, call);
    List<Value> values = new ArrayList<>();
    boolean bad = false;
    for (int i = 0; i < given.values.size(); i++) {
      Value value = given.values.get(i);
      Function.Parameter parameter = function.parameter(i);
      try {
        if (value.isNull() && !parameter.nullable()) {
          throw new ValueException(
              new ValueProblem.NullValue(
                  "`" + parameter.name() + "` of `" + function.name() + "` must not be null"));
        }
        values.add(Conversion.convert(value, parameter.type()));
      } catch (ValueException e) {
        interpreter.failed(e.orAt(given.spans.get(i)));
        bad = true;
      }
    }
    return bad ? unknown(function, given.values) : apply(function, values, given.secret);
  }

  private Value apply(Function function, List<Value> values, boolean secretList) {
    boolean structural = function.is(Function.Trait.STRUCTURAL);
    boolean opaque = function.is(Function.Trait.ACCEPTS_SECRET);
    boolean secret = secretList;
    List<Value> inner = new ArrayList<>(values.size());
    for (Value value : values) {
      if (!opaque) {
        secret |= structural ? value instanceof Value.Secret : Values.containsSecret(value);
      }
      inner.add(opaque ? value : structural ? value.reveal() : Values.revealAll(value));
    }
    boolean unknown =
        !function.is(Function.Trait.ACCEPTS_UNKNOWN)
            && inner.stream()
                .anyMatch(
                    v ->
                        structural
                            ? v.reveal() instanceof Value.Unknown
                            : !Values.isWhollyKnown(v));
    Value result;
    boolean notYet = function.is(Function.Trait.IMPURE) && !interpreter.scope().isApplying();
    if (unknown || notYet) {
      result = unknown(function, inner);
    } else {
      result = call(function, inner, secret);
    }
    return secret ? new Value.Secret(result) : result;
  }

  private Value call(Function function, List<Value> values, boolean secret) {
    try {
      return function
          .body()
          .call(new Arguments(function.name(), values, interpreter.scope().context()));
    } catch (ValueException e) {
      throw secret
          ? new ValueException(
              new ValueProblem.CallFailed(
                  function.name(), "the arguments, some of them secret, are not acceptable"),
              e.span())
          : e;
    } catch (RuntimeException e) {
      throw secret ? withoutMessage(e) : e;
    }
  }

  /** Returns a mistake of ours without its message, in which an argument may stand. */
  private static RuntimeException withoutMessage(RuntimeException mistake) {
    RuntimeException bare =
        new IllegalStateException(mistake.getClass().getSimpleName() + " with secret arguments");
    bare.setStackTrace(mistake.getStackTrace());
    return bare;
  }

  private static Value unknown(Function function, List<Value> values) {
    Type type;
    try {
      type = function.resultType().of(values);
    } catch (ValueException e) {
      type = Type.ANY;
    }
    return new Value.Unknown(type, type.equals(Type.ANY) ? Refinement.NONE : Refinement.NOT_NULL);
  }

  private Given arguments(List<Expr> arguments, boolean expandsLast, @Nullable Frame frame) {
    List<Value> values = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Expr argument : arguments) {
      values.add(interpreter.evaluate(argument, frame));
      spans.add(argument.span());
    }
    if (!expandsLast || values.isEmpty()) {
      return new Given(values, spans, false, false);
    }
    Value last = values.removeLast();
    Span span = spans.removeLast();
    List<Value> more;
    switch (last.reveal()) {
      case Value.ListOf(var _, List<Value> items) -> more = items;
      case Value.SetOf(var _, List<Value> items) -> more = items;
      case Value.Tuple(List<Value> items) -> more = items;
      case Value.Unknown _ -> {
        return new Given(values, spans, true, last instanceof Value.Secret);
      }
      default -> {
        interpreter.failed(
            new ValueException(
                new ValueProblem.WrongType(
                    "list", Types.name(last), "", "`...` makes arguments of a list's elements"),
                span));
        return new Given(values, spans, true, false);
      }
    }
    values.addAll(more);
    more.forEach(_ -> spans.add(span));
    return new Given(values, spans, false, last instanceof Value.Secret);
  }

  private static void requireCount(
      String name, int least, boolean open, Given given, Expr.Call call) {
    int count = given.values.size();
    if (count < least || (!open && count > least)) {
      throw new ValueException(
          new ValueProblem.CallFailed(name, counted(least, open, count)), call.span());
    }
  }

  private static String counted(int least, boolean open, int count) {
    return "it takes "
        + (open ? "at least " : "")
        + least
        + (least == 1 ? " argument" : " arguments")
        + ", "
        + count
        + (count == 1 ? " is given" : " are given");
  }

  private Value lazy(Expr.Call call, @Nullable Frame frame) {
    List<Expr> arguments = call.arguments();
    if (call.function().equals("can")) {
      if (arguments.size() != 1) {
        throw new ValueException(
            new ValueProblem.CallFailed("can", counted(1, false, arguments.size())));
      }
      Optional<Value> value = interpreter.attempt(arguments.getFirst(), frame);
      boolean unsure = value.isPresent() && !Values.isWhollyKnown(value.get());
      return unsure
          ? new Value.Unknown(Type.BOOL, Refinement.NOT_NULL)
          : Value.bool(value.isPresent());
    }
    for (int i = 0; i < arguments.size(); i++) {
      Optional<Value> value = interpreter.attempt(arguments.get(i), frame);
      if (value.isPresent()) {
        boolean unsure = !Values.isWhollyKnown(value.get()) && i + 1 < arguments.size();
        return unsure && interpreter.isChecking() ? Value.Unknown.of(Type.ANY) : value.get();
      }
    }
    throw new ValueException(
        new ValueProblem.CallFailed("try", "none of the arguments has a value"));
  }

  /** Returns the result of a function that the module defines. */
  Value user(Expr.UserCall call, @Nullable Frame frame) {
    Declaration.Function function = interpreter.scope().function(call.function());
    Given given = arguments(call.arguments(), call.expandsLast(), frame);
    if (given.unknownCount) {
      return Value.Unknown.of(function.resultType());
    }
    List<Declaration.Parameter> parameters = function.parameters();
    long least = parameters.stream().filter(p -> p.defaultValue().isEmpty()).count();
    int count = given.values.size();
    if (count < least || count > parameters.size()) {
      throw new ValueException(
          new ValueProblem.CallFailed(
              function.name(),
              least == parameters.size()
                  ? counted((int) least, false, count)
                  : "it takes "
                      + least
                      + " to "
                      + parameters.size()
                      + " arguments, "
                      + count
                      + (count == 1 ? " is given" : " are given")));
    }
    Frame inner = null;
    for (int i = 0; i < parameters.size(); i++) {
      Declaration.Parameter parameter = parameters.get(i);
      Value value =
          i < count
              ? given.values.get(i)
              : interpreter.evaluate(parameter.defaultValue().orElseThrow(), inner);
      List<Expr> written = call.arguments();
      boolean misshapen =
          i < written.size() && interpreter.isMisshapen(written.get(i), parameter.type());
      try {
        value = Conversion.convert(value, parameter.type());
      } catch (ValueException e) {
        value =
            misshapen
                ? Interpreter.anything()
                : interpreter.failed(e.orAt(i < count ? given.spans.get(i) : call.span()));
      }
      inner = Frame.bind(inner, parameter.binding(), value);
    }
    return result(function, call, inner, given.secret);
  }

  private Value result(
      Declaration.Function function, Expr.UserCall call, @Nullable Frame inner, boolean secret) {
    Value result;
    try {
      result = Conversion.convert(body(function, inner), function.resultType());
    } catch (ValueException e) {
      throw new ValueException(
          new ValueProblem.CallFailed(
              function.name(), "its result cannot be computed: " + e.problem().label()),
          call.span());
    }
    return secret ? new Value.Secret(result) : result;
  }

  /** Evaluates the body; its own mistakes are reported where it is defined, not at each call. */
  private Value body(Declaration.Function function, @Nullable Frame inner) {
    if (!interpreter.isChecking()) {
      return interpreter.evaluate(function.result(), inner);
    }
    return interpreter.attempt(function.result(), inner).orElse(Interpreter.anything());
  }
}
