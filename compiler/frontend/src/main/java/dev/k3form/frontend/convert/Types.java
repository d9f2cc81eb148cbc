package dev.k3form.frontend.convert;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of values, and how types are told to the user. */
public final class Types {
  private Types() {}

  /** Returns the type of a value; null and values of no certain type are of type any. */
  public static Type of(Value value) {
    return switch (value) {
      case Value.Null _ -> Type.ANY;
      case Value.Bool _ -> Type.BOOL;
      case Value.Num _ -> Type.NUMBER;
      case Value.Str _ -> Type.STRING;
      case Value.Size _ -> Type.SIZE;
      case Value.Time _ -> Type.DURATION;
      case Value.ListOf(Type element, var _) -> new Type.ListOf(element);
      case Value.SetOf(Type element, var _) -> new Type.SetOf(element);
      case Value.MapOf(Type element, var _) -> new Type.MapOf(element);
      case Value.Tuple(List<Value> items) -> new Type.Tuple(items.stream().map(Types::of).toList());
      case Value.Obj(var fields) -> {
        Map<String, Type> types = new LinkedHashMap<>();
        fields.forEach((name, item) -> types.put(name, of(item)));
        yield Type.Obj.of(types);
      }
      case Value.Unknown(Type type, var _) -> type;
      case Value.Secret(Value inner) -> of(inner);
    };
  }

  /** Returns what the user calls a type: one word for most, never the whole of a long one. */
  public static String name(Type type) {
    return switch (type) {
      case Type.Primitive p -> p == Type.Primitive.ANY ? "value of any type" : p.toString();
      case Type.OneOf one -> one.choices().size() <= 4 ? one.toString() : "string";
      case Type.ListOf(Type element) -> "list" + of(element);
      case Type.SetOf(Type element) -> "set" + of(element);
      case Type.MapOf(Type element) -> "map" + of(element);
      case Type.Tuple _ -> "list";
      case Type.Obj _ -> "object";
    };
  }

  /** Returns what the user calls the type of a value. */
  public static String name(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Secret(Value inner) -> name(inner);
      case Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _ ->
          name(of(value));
    };
  }

  private static String of(Type element) {
    return switch (element) {
      case Type.Primitive p -> p == Type.Primitive.ANY ? "" : "(" + p + ")";
      case Type.OneOf _, Type.ListOf _, Type.SetOf _, Type.MapOf _, Type.Tuple _, Type.Obj _ ->
          "(" + name(element) + ")";
    };
  }
}
