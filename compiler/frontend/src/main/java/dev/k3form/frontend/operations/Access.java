package dev.k3form.frontend.operations;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.Unification;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** {@code value.name} and {@code value[key]}. */
public final class Access {
  private Access() {}

  /** Returns an attribute of an object, or the value under a key of a map. */
  public static Value attribute(Value base, String name) {
    return switch (base) {
      case Value.Secret(Value inner) -> {
        try {
          yield new Value.Secret(attribute(inner, name));
        } catch (ValueException e) {
          throw withoutKnown(e, inner);
        }
      }
      case Value.Obj(var fields) -> field(fields, name);
      case Value.MapOf(var _, var entries) -> entry(entries, name);
      case Value.Unknown(Type type, var _) -> Value.Unknown.of(attributeType(type, name));
      case Value.Null _ ->
          throw new ValueException(
              new ValueProblem.NullValue("this is null and has no attribute `" + name + "`"));
      case Value.ListOf _, Value.SetOf _, Value.Tuple _ -> throw ofSequence(name);
      case Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _ ->
          throw noAttributes(name, Types.name(base));
    };
  }

  private static Value field(Map<String, Value> fields, String name) {
    Value found = fields.get(name);
    if (found == null) {
      throw new ValueException(
          new ValueProblem.NoAttribute(name, "the object", List.copyOf(fields.keySet()), ""));
    }
    return found;
  }

  private static Value entry(Map<String, Value> entries, String key) {
    Value found = entries.get(key);
    if (found == null) {
      throw new ValueException(new ValueProblem.NoKey(key, List.copyOf(entries.keySet())));
    }
    return found;
  }

  private static Type attributeType(Type type, String name) {
    return switch (type) {
      case Type.Obj(var fields) -> {
        Type.Field field = fields.get(name);
        if (field == null) {
          throw new ValueException(
              new ValueProblem.NoAttribute(name, "the object", List.copyOf(fields.keySet()), ""));
        }
        yield field.type();
      }
      case Type.MapOf(Type element) -> element;
      case Type.ListOf _, Type.SetOf _, Type.Tuple _ -> throw ofSequence(name);
      case Type.OneOf _ -> throw noAttributes(name, "string");
      case Type.Primitive p -> {
        if (p != Type.Primitive.ANY) {
          throw noAttributes(name, p.toString());
        }
        yield Type.ANY;
      }
    };
  }

  private static ValueException ofSequence(String name) {
    return new ValueException(
        new ValueProblem.NoAttribute(
            name,
            "a list",
            List.of(),
            "write `[*]."
                + name
                + "` for the attribute of every element, or `[0]."
                + name
                + "` for that of the first"));
  }

  private static ValueException noAttributes(String name, String type) {
    return new ValueException(
        new ValueProblem.NoAttribute(
            name, "a " + type, List.of(), "a " + type + " has no attributes"));
  }

  /** Returns an element of a list, or the value under a key of a map or object. */
  public static Value index(Value base, Value key) {
    try {
      return Taint.through(base, key, Access::element);
    } catch (ValueException e) {
      throw key instanceof Value.Secret
          ? withoutKey(e)
          : base instanceof Value.Secret(Value inner) ? withoutKnown(e, inner) : e;
    }
  }

  /** Returns the same without the keys of what is secret; those of a type are not. */
  private static ValueException withoutKnown(ValueException e, Value secret) {
    boolean open = secret instanceof Value.Unknown;
    return switch (e.problem()) {
      case ValueProblem.NoKey(String key, var _, var _) when !open ->
          new ValueException(
              new ValueProblem.NoKey(key, List.of(), "its keys are secret, and are not shown"),
              e.span());
      case ValueProblem.NoAttribute(String name, String of, var _, String why) when !open ->
          new ValueException(new ValueProblem.NoAttribute(name, of, List.of(), why), e.span());
      default -> e;
    };
  }

  /** Returns the same without the key, which is secret. */
  private static ValueException withoutKey(ValueException e) {
    return switch (e.problem()) {
      case ValueProblem.NoElement _, ValueProblem.NoKey _, ValueProblem.NoAttribute _ ->
          new ValueException(
              new ValueProblem.BadOperands("[ ]", "nothing stands under this secret key", ""),
              e.span());
      default -> e;
    };
  }

  private static Value element(Value base, Value key) {
    if (base instanceof Value.Null) {
      throw new ValueException(new ValueProblem.NullValue("this is null and has no elements"));
    }
    if (key instanceof Value.Null) {
      throw new ValueException(new ValueProblem.NullValue("the index is null"));
    }
    return switch (base) {
      case Value.ListOf(Type element, List<Value> items) ->
          key instanceof Value.Unknown ? unknownAt(key, Type.NUMBER, element) : item(items, key);
      case Value.Tuple(List<Value> items) ->
          key instanceof Value.Unknown
              ? unknownAt(key, Type.NUMBER, shared(items))
              : item(items, key);
      case Value.MapOf(Type element, var entries) ->
          key instanceof Value.Unknown
              ? unknownAt(key, Type.STRING, element)
              : entry(entries, text(key));
      case Value.Obj(var fields) ->
          key instanceof Value.Unknown
              ? unknownAt(key, Type.STRING, shared(List.copyOf(fields.values())))
              : field(fields, text(key));
      case Value.Unknown(Type type, var _) -> Value.Unknown.of(elementType(type, key));
      case Value.SetOf _ -> throw notIndexed("set", "convert it with `tolist` first");
      case Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _ ->
          throw notIndexed(Types.name(base), "");
      case Value.Null _, Value.Secret _ -> throw new IllegalStateException("handled above");
    };
  }

  private static Value unknownAt(Value key, Type keyType, Type element) {
    Conversion.convert(key, keyType);
    return Value.Unknown.of(element);
  }

  private static Type shared(List<Value> items) {
    return Unification.unify(items.stream().map(Types::of).toList()).orElse(Type.ANY);
  }

  private static Type elementType(Type type, Value key) {
    return switch (type) {
      case Type.ListOf(Type element) -> {
        Conversion.convert(key, Type.NUMBER);
        yield element;
      }
      case Type.MapOf(Type element) -> {
        Conversion.convert(key, Type.STRING);
        yield element;
      }
      case Type.Tuple(List<Type> elements) -> {
        if (key instanceof Value.Unknown) {
          yield Unification.unify(elements).orElse(Type.ANY);
        }
        int at = position(key, elements.size());
        yield elements.get(at);
      }
      case Type.Obj(var fields) -> {
        if (key instanceof Value.Unknown) {
          yield Unification.unify(fields.values().stream().map(Type.Field::type).toList())
              .orElse(Type.ANY);
        }
        yield attributeType(type, text(key));
      }
      case Type.SetOf _ -> throw notIndexed("set", "convert it with `tolist` first");
      case Type.OneOf _ -> throw notIndexed("string", "");
      case Type.Primitive p -> {
        if (p != Type.Primitive.ANY) {
          throw notIndexed(p.toString(), "");
        }
        yield Type.ANY;
      }
    };
  }

  private static Value item(List<Value> items, Value key) {
    return items.get(position(key, items.size()));
  }

  private static int position(Value key, int size) {
    BigDecimal number = Arithmetic.number(key);
    boolean inside =
        number.signum() >= 0
            && number.compareTo(BigDecimal.valueOf(size)) < 0
            && number.stripTrailingZeros().scale() <= 0;
    if (!inside) {
      throw new ValueException(
          new ValueProblem.NoElement(dev.k3form.frontend.convert.Numbers.text(number), size));
    }
    return number.intValueExact();
  }

  private static String text(Value key) {
    Value converted = Conversion.convert(key, Type.STRING);
    return converted instanceof Value.Str(String s) ? s : "";
  }

  private static ValueException notIndexed(String type, String why) {
    return new ValueException(new ValueProblem.WrongType("list or map", type, "", why));
  }
}
