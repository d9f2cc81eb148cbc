package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Evaluates a condition and, if it does not hold, says why. */
final class Conditions {
  private Conditions() {}

  /** The ends of a condition. */
  sealed interface Result {
    /** It holds. */
    record Holds() implements Result {}

    /** It hangs on something that is known only after apply. */
    record Open() implements Result {}

    /** It does not hold. */
    record Fails(String message, Span span, List<String> notes) implements Result {}

    /** It cannot be evaluated. */
    record Broken(ValueException problem, Expr expression) implements Result {}
  }

  static Result evaluate(Declaration.Condition condition, Scope scope) {
    IdentityHashMap<Expr, Value> parts = new IdentityHashMap<>();
    Value truth;
    try {
      truth =
          Interpreter.condition(
              Interpreter.observing(scope, parts::put).evaluate(condition.condition()));
    } catch (ValueException e) {
      return new Result.Broken(e.orAt(condition.condition().span()), condition.condition());
    }
    return switch (truth.reveal()) {
      case Value.Bool(boolean b) when b -> new Result.Holds();
      case Value.Bool _ -> failed(condition, scope, parts, truth instanceof Value.Secret);
      default -> new Result.Open();
    };
  }

  private static Result failed(
      Declaration.Condition condition,
      Scope scope,
      IdentityHashMap<Expr, Value> parts,
      boolean secret) {
    List<String> notes = new ArrayList<>();
    if (!secret) {
      notes.addAll(PowerAssertion.explain(condition.condition(), parts));
    }
    return new Result.Fails(message(condition, scope), condition.condition().span(), notes);
  }

  private static String message(Declaration.Condition condition, Scope scope) {
    try {
      Value value = Interpreter.evaluating(scope).evaluate(condition.message());
      return switch (value) {
        case Value.Str(String text) -> text.strip();
        case Value.Secret _ -> "the condition does not hold (its message has a secret)";
        default -> "the condition does not hold";
      };
    } catch (ValueException e) {
      return "the condition does not hold";
    }
  }
}
