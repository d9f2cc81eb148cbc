package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call, converted to the types of the parameters.
 *
 * <p>The accessors read an argument as what its parameter's type says it is.
 */
public record Arguments(String function, List<Value> values, CallContext context) {
  /** Copies the values. */
  public Arguments {
    values = List.copyOf(values);
  }

  /** Returns how many there are. */
  public int size() {
    return values.size();
  }

  /** Returns an argument as it is. */
  public Value get(int index) {
    return values.get(index);
  }

  /** Returns the arguments from an index on. */
  public List<Value> from(int index) {
    return values.subList(index, values.size());
  }

  /** Returns a string. */
  public String text(int index) {
    return text(values.get(index), index);
  }

  /** Returns a number. */
  public BigDecimal number(int index) {
    if (values.get(index).reveal() instanceof Value.Num(BigDecimal n)) {
      return n;
    }
    throw wrong(index, "a number");
  }

  /** Returns a whole number. */
  public int whole(int index) {
    try {
      return number(index).intValueExact();
    } catch (ArithmeticException e) {
      throw bad(index, "must be a whole number");
    }
  }

  /** Returns a truth value. */
  public boolean truth(int index) {
    if (values.get(index).reveal() instanceof Value.Bool(boolean b)) {
      return b;
    }
    throw wrong(index, "a bool");
  }

  /** Returns the elements of a list, set or tuple. */
  public List<Value> items(int index) {
    return switch (values.get(index).reveal()) {
      case Value.ListOf(var _, List<Value> items) -> items;
      case Value.SetOf(var _, List<Value> items) -> items;
      case Value.Tuple(List<Value> items) -> items;
      default -> throw wrong(index, "a list or set");
    };
  }

  /** Returns the entries of a map or object. */
  public Map<String, Value> entries(int index) {
    return switch (values.get(index).reveal()) {
      case Value.MapOf(var _, Map<String, Value> entries) -> entries;
      case Value.Obj(Map<String, Value> fields) -> fields;
      default -> throw wrong(index, "a map or object");
    };
  }

  /** Returns the elements of a list of strings. */
  public List<String> texts(int index) {
    return items(index).stream().map(item -> text(item, index)).toList();
  }

  /** Returns the problem of an argument. */
  public ValueException bad(int index, String why) {
    return new ValueException(
        new ValueProblem.CallFailed(function, "argument " + (index + 1) + " " + why));
  }

  /** Returns the problem of the call as a whole. */
  public ValueException failed(String why) {
    return new ValueException(new ValueProblem.CallFailed(function, why));
  }

  private String text(Value value, int index) {
    if (value.reveal() instanceof Value.Str(String s)) {
      return s;
    }
    throw wrong(index, "a string");
  }

  private ValueException wrong(int index, String expected) {
    return new ValueException(
        new ValueProblem.CallFailed(function, "argument " + (index + 1) + " must be " + expected));
  }

  /** Returns the type of an argument's elements. */
  public Type elementType(int index) {
    return Elements.type(values.get(index).reveal());
  }
}
