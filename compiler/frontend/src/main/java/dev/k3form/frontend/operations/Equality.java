package dev.k3form.frontend.operations;

import dev.k3form.frontend.convert.Types;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ==} without any conversion: a number never equals a string.
 *
 * <p>A list equals a tuple, and a map an object, with equal elements, whatever way either came
 * about. Comparing something unknown is unknown, unless what is known already tells them apart.
 */
public final class Equality {
  private Equality() {}

  /** Returns whether the values are equal, unknown if that is not certain. */
  public static Value equal(Value left, Value right) {
    boolean secret = Values.containsSecret(left) || Values.containsSecret(right);
    Optional<Boolean> same = same(left, right);
    Value result =
        same.<Value>map(Value::bool)
            .orElseGet(() -> new Value.Unknown(Type.BOOL, Refinement.NOT_NULL));
    return Taint.when(secret, result);
  }

  /** Returns whether the values are equal, empty if that is not certain. */
  public static Optional<Boolean> same(Value left, Value right) {
    Value l = left.reveal();
    Value r = right.reveal();
    if (l instanceof Value.Unknown(Type type, Refinement refinement)) {
      return sameUnknown(type, refinement, r);
    }
    if (r instanceof Value.Unknown(Type type, Refinement refinement)) {
      return sameUnknown(type, refinement, l);
    }
    return switch (l) {
      case Value.ListOf(var _, List<Value> items) -> sequence(items, items(r));
      case Value.Tuple(List<Value> items) -> sequence(items, items(r));
      case Value.SetOf(var _, List<Value> items) ->
          r instanceof Value.SetOf(var _, List<Value> others)
              ? sequence(items, Optional.of(others))
              : Optional.of(false);
      case Value.MapOf(var _, var entries) -> entries(entries, entries(r));
      case Value.Obj(var fields) -> entries(fields, entries(r));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _ ->
          Optional.of(l.equals(r));
      case Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  private static Optional<Boolean> sameUnknown(Type type, Refinement refinement, Value other) {
    if (other instanceof Value.Null && refinement.notNull()) {
      return Optional.of(false);
    }
    if (other instanceof Value.Str(String s) && !s.startsWith(refinement.prefix())) {
      return Optional.of(false);
    }
    if (type instanceof Type.Primitive p
        && !p.equals(Type.ANY)
        && !(other instanceof Value.Null)
        && !(other instanceof Value.Unknown)
        && !Types.of(other).equals(type)) {
      return Optional.of(false);
    }
    return Optional.empty();
  }

  private static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Value.ListOf(var _, List<Value> items) -> Optional.of(items);
      case Value.Tuple(List<Value> items) -> Optional.of(items);
      case Value.SetOf _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _,
          Value.Secret _ ->
          Optional.empty();
    };
  }

  private static Optional<Map<String, Value>> entries(Value value) {
    return switch (value) {
      case Value.MapOf(var _, var entries) -> Optional.of(entries);
      case Value.Obj(var fields) -> Optional.of(fields);
      case Value.SetOf _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.ListOf _,
          Value.Tuple _,
          Value.Unknown _,
          Value.Secret _ ->
          Optional.empty();
    };
  }

  private static Optional<Boolean> sequence(List<Value> left, Optional<List<Value>> other) {
    List<Value> right = other.orElse(List.of());
    if (other.isEmpty() || left.size() != right.size()) {
      return Optional.of(false);
    }
    boolean certain = true;
    for (int i = 0; i < left.size(); i++) {
      Optional<Boolean> one = same(left.get(i), right.get(i));
      if (one.isPresent() && !one.get()) {
        return one;
      }
      certain &= one.isPresent();
    }
    return certain ? Optional.of(true) : Optional.empty();
  }

  private static Optional<Boolean> entries(
      Map<String, Value> left, Optional<Map<String, Value>> other) {
    Map<String, Value> right = other.orElse(Map.of());
    if (other.isEmpty() || !left.keySet().equals(right.keySet())) {
      return Optional.of(false);
    }
    boolean certain = true;
    for (Map.Entry<String, Value> entry : left.entrySet()) {
      Optional<Boolean> one =
          same(entry.getValue(), right.getOrDefault(entry.getKey(), Values.NULL));
      if (one.isPresent() && !one.get()) {
        return one;
      }
      certain &= one.isPresent();
    }
    return certain ? Optional.of(true) : Optional.empty();
  }
}
