package dev.k3form.frontend.convert;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes a value of one type out of a value of another, where nothing is lost or guessed.
 *
 * <p>Null stays null, a secret stays secret, an unknown becomes an unknown of the new type if its
 * own type allows it. Attributes that an object type does not name are left behind, as its user
 * asked for less; the checker reports them where they are written out in place.
 *
 * @see Unification
 */
public final class Conversion {
  private Conversion() {}

  /**
   * Converts.
   *
   * @throws ValueException if the value cannot be of the type
   */
  public static Value convert(Value value, Type type) {
    return switch (value) {
      case Value.Null _ -> value;
      case Value.Secret(Value inner) -> secretly(() -> new Value.Secret(convert(inner, type)));
      case Value.Unknown(Type from, Refinement refinement) -> unknown(from, refinement, type);
      case Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _ ->
          known(value, type);
    };
  }

  /** Reports whether a value can be of the type. */
  public static boolean isConvertible(Value value, Type type) {
    try {
      convert(value, type);
      return true;
    } catch (ValueException e) {
      return false;
    }
  }

  /** Returns the text of a value that stands for itself in a template; empty for others. */
  public static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String s) -> Optional.of(s);
      case Value.Num(BigDecimal n) -> Optional.of(Numbers.text(n));
      case Value.Bool(boolean b) -> Optional.of(String.valueOf(b));
      case Value.Size s -> Optional.of(Units.text(s));
      case Value.Time t -> Optional.of(Units.text(t));
      case Value.Null _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Unknown _,
          Value.Secret _ ->
          Optional.empty();
    };
  }

  private static Value known(Value value, Type type) {
    return switch (type) {
      case Type.Primitive p -> primitive(value, p);
      case Type.OneOf one -> choice(value, one);
      case Type.ListOf(Type element) -> list(value, type, element);
      case Type.SetOf(Type element) -> set(value, type, element);
      case Type.MapOf(Type element) -> map(value, type, element);
      case Type.Tuple(List<Type> elements) -> tuple(value, type, elements);
      case Type.Obj object -> object(value, object);
    };
  }

  private static Value primitive(Value value, Type.Primitive type) {
    return switch (type) {
      case ANY -> value;
      case STRING ->
          text(value).<Value>map(Value::str).orElseThrow(() -> mismatch(value, type, ""));
      case NUMBER ->
          switch (value) {
            case Value.Num n -> n;
            case Value.Str(String s) ->
                Numbers.parse(s)
                    .map(Value.Num::new)
                    .orElseThrow(() -> mismatch(value, type, "a number is written like 12 or 0.5"));
            case Value.Size _ ->
                throw mismatch(value, type, "divide by a unit to get a number: `size / 1MiB`");
            case Value.Time _ ->
                throw mismatch(value, type, "divide by a unit to get a number: `duration / 1s`");
            default -> throw mismatch(value, type, "");
          };
      case BOOL ->
          switch (value) {
            case Value.Bool b -> b;
            case Value.Str(String s) when s.equals("true") || s.equals("1") -> Values.TRUE;
            case Value.Str(String s) when s.equals("false") || s.equals("0") -> Values.FALSE;
            default -> throw mismatch(value, type, "write `true` or `false`");
          };
      case SIZE ->
          switch (value) {
            case Value.Size s -> s;
            case Value.Str(String s) ->
                Units.size(s).orElseThrow(() -> mismatch(value, type, UNIT_OF_SIZE));
            case Value.Num(BigDecimal n) when n.signum() == 0 ->
                new Value.Size(java.math.BigInteger.ZERO);
            default -> throw mismatch(value, type, UNIT_OF_SIZE);
          };
      case DURATION ->
          switch (value) {
            case Value.Time t -> t;
            case Value.Str(String s) ->
                Units.time(s).orElseThrow(() -> mismatch(value, type, UNIT_OF_TIME));
            case Value.Num(BigDecimal n) when n.signum() == 0 ->
                new Value.Time(java.time.Duration.ZERO);
            default -> throw mismatch(value, type, UNIT_OF_TIME);
          };
    };
  }

  private static final String UNIT_OF_SIZE =
      "write the size with its unit, one of KiB, MiB, GiB and TiB: `4GiB`";
  private static final String UNIT_OF_TIME =
      "write the duration with its unit, one of ms, s, m, h and d: `30s`";

  private static Value choice(Value value, Type.OneOf type) {
    String text = text(value).orElseThrow(() -> mismatch(value, type, ""));
    if (!type.choices().contains(text)) {
      throw new ValueException(new ValueProblem.NotAChoice(text, type.choices(), ""));
    }
    return Value.str(text);
  }

  private static Value list(Value value, Type type, Type element) {
    return switch (value) {
      case Value.ListOf(Type had, var _) when had.equals(element) -> value;
      case Value.ListOf(var _, List<Value> items) -> list(items, element, value, type);
      case Value.SetOf(var _, List<Value> items) -> list(items, element, value, type);
      case Value.Tuple(List<Value> items) -> list(items, element, value, type);
      default -> throw mismatch(value, type, "");
    };
  }

  private static Value list(List<Value> items, Type element, Value whole, Type type) {
    Type shared = element(items, element, whole, type);
    return new Value.ListOf(shared, items(items, shared));
  }

  private static Value set(Value value, Type type, Type element) {
    List<Value> items =
        switch (value) {
          case Value.ListOf(var _, List<Value> l) -> l;
          case Value.SetOf(var _, List<Value> l) -> l;
          case Value.Tuple(List<Value> l) -> l;
          default -> throw mismatch(value, type, "");
        };
    Type shared = element(items, element, value, type);
    List<Value> converted = items(items, shared);
    boolean secret = converted.stream().anyMatch(Values::containsSecret);
    if (secret) {
      converted = converted.stream().map(Values::revealAll).toList();
    }
    Value set =
        converted.stream().allMatch(Values::isWhollyKnown)
            ? new Value.SetOf(shared, converted)
            : new Value.Unknown(
                new Type.SetOf(shared),
                new Refinement(true, "", converted.isEmpty() ? 0 : 1, converted.size()));
    return secret ? new Value.Secret(set) : set;
  }

  private static Value map(Value value, Type type, Type element) {
    Map<String, Value> entries =
        switch (value) {
          case Value.MapOf(Type had, var _) when had.equals(element) -> Map.of();
          case Value.MapOf(var _, var m) -> m;
          case Value.Obj(var m) -> m;
          default -> throw mismatch(value, type, "");
        };
    if (value instanceof Value.MapOf(Type had, var _) && had.equals(element)) {
      return value;
    }
    Type shared = element(entries.values(), element, value, type);
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    entries.forEach((key, item) -> out.put(key, at(keyStep(key), () -> convert(item, shared))));
    return new Value.MapOf(shared, out);
  }

  private static Value tuple(Value value, Type type, List<Type> elements) {
    List<Value> items =
        switch (value) {
          case Value.ListOf(var _, List<Value> l) -> l;
          case Value.Tuple(List<Value> l) -> l;
          default -> throw mismatch(value, type, "");
        };
    if (items.size() != elements.size()) {
      throw new ValueException(
          new ValueProblem.WrongType(
              "list of " + elements.size() + " elements", "list of " + items.size(), "", ""));
    }
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Value item = items.get(i);
      Type to = elements.get(i);
      out.add(at("[" + i + "]", () -> convert(item, to)));
    }
    return new Value.Tuple(out);
  }

  private static Value object(Value value, Type.Obj type) {
    Map<String, Value> given =
        switch (value) {
          case Value.Obj(var m) -> m;
          case Value.MapOf(var _, var m) -> m;
          default -> throw mismatch(value, type, "");
        };
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    type.fields()
        .forEach(
            (name, field) -> {
              Value item = given.get(name);
              if (item == null && !field.optional()) {
                throw new ValueException(
                    new ValueProblem.NoAttribute(
                        name,
                        "the value",
                        List.copyOf(given.keySet()),
                        "add the attribute `" + name + "` (" + Types.name(field.type()) + ")"));
              }
              Value some = item == null ? Values.NULL : item;
              if (some.isNull() && field.defaultValue().isPresent()) {
                some = field.defaultValue().get();
              }
              Value chosen = some;
              out.put(name, at(name, () -> convert(chosen, field.type())));
            });
    return new Value.Obj(out);
  }

  private static Type element(
      java.util.Collection<Value> items, Type element, Value whole, Type type) {
    if (!element.equals(Type.ANY)) {
      return element;
    }
    return Unification.unifyElements(items.stream().map(Types::of).toList())
        .orElseThrow(() -> mismatch(whole, type, "the elements must all be of one type"));
  }

  private static List<Value> items(List<Value> items, Type element) {
    List<Value> out = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      Value item = items.get(i);
      int index = i;
      out.add(at("[" + index + "]", () -> convert(item, element)));
    }
    return out;
  }

  private static Value unknown(Type from, Refinement refinement, Type to) {
    Type result = type(from, to);
    if (result.equals(from)) {
      return new Value.Unknown(from, refinement);
    }
    boolean keepsPrefix = from.equals(Type.STRING) && result.equals(Type.STRING);
    boolean keepsLength = !(result instanceof Type.SetOf) || from instanceof Type.SetOf;
    return new Value.Unknown(
        result,
        new Refinement(
            refinement.notNull(),
            keepsPrefix ? refinement.prefix() : "",
            keepsLength ? refinement.minLength() : Math.min(1, refinement.minLength()),
            refinement.maxLength()));
  }

  /**
   * Returns what a value of one type is of after a conversion to another.
   *
   * @throws ValueException if no value of the first type can be of the second
   */
  public static Type type(Type from, Type to) {
    if (from.equals(to) || from.equals(Type.ANY) || to.equals(Type.ANY)) {
      return to.equals(Type.ANY) ? from : to;
    }
    return switch (to) {
      case Type.Primitive p -> {
        boolean text = from.equals(Type.STRING) || from instanceof Type.OneOf;
        boolean ok = text || (from instanceof Type.Primitive && p == Type.Primitive.STRING);
        if (!ok) {
          throw mismatch(from, to);
        }
        yield p;
      }
      case Type.OneOf one -> {
        if (!(from instanceof Type.Primitive || from instanceof Type.OneOf)) {
          throw mismatch(from, to);
        }
        if (from instanceof Type.OneOf(List<String> had)
            && had.stream().noneMatch(one.choices()::contains)) {
          throw mismatch(from, to);
        }
        yield one;
      }
      case Type.ListOf(Type element) -> new Type.ListOf(sequence(from, to, element));
      case Type.SetOf(Type element) -> new Type.SetOf(sequence(from, to, element));
      case Type.MapOf(Type element) ->
          switch (from) {
            case Type.MapOf(Type had) -> new Type.MapOf(type(had, element));
            case Type.Obj(var fields) -> {
              List<Type> types = fields.values().stream().map(Type.Field::type).toList();
              yield new Type.MapOf(elements(types, from, to, element));
            }
            default -> throw mismatch(from, to);
          };
      case Type.Tuple(List<Type> elements) ->
          switch (from) {
            case Type.ListOf(Type had) ->
                new Type.Tuple(elements.stream().map(e -> type(had, e)).toList());
            case Type.Tuple(List<Type> had) when had.size() == elements.size() -> {
              List<Type> out = new ArrayList<>();
              for (int i = 0; i < elements.size(); i++) {
                out.add(type(had.get(i), elements.get(i)));
              }
              yield new Type.Tuple(out);
            }
            default -> throw mismatch(from, to);
          };
      case Type.Obj(var wanted) ->
          switch (from) {
            case Type.MapOf(Type had) -> {
              wanted.values().forEach(field -> type(had, field.type()));
              yield to;
            }
            case Type.Obj(var had) -> {
              wanted.forEach(
                  (name, field) -> {
                    Type.Field given = had.get(name);
                    if (given != null) {
                      at(name, () -> type(given.type(), field.type()));
                    } else if (!field.optional()) {
                      throw new ValueException(
                          new ValueProblem.NoAttribute(
                              name, "the value", List.copyOf(had.keySet()), ""));
                    }
                  });
              yield to;
            }
            default -> throw mismatch(from, to);
          };
    };
  }

  private static Type sequence(Type from, Type to, Type element) {
    return switch (from) {
      case Type.ListOf(Type had) -> type(had, element);
      case Type.SetOf(Type had) -> type(had, element);
      case Type.Tuple(List<Type> had) -> elements(had, from, to, element);
      default -> throw mismatch(from, to);
    };
  }

  private static Type elements(List<Type> had, Type from, Type to, Type element) {
    if (element.equals(Type.ANY)) {
      return Unification.unifyElements(had).orElseThrow(() -> mismatch(from, to));
    }
    had.forEach(each -> type(each, element));
    return element;
  }

  /** Runs a conversion and says where inside the value it failed. */
  private static <T> T at(String step, Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (ValueException e) {
      throw switch (e.problem()) {
        case ValueProblem.WrongType wrong -> new ValueException(wrong.under(step), e.span());
        case ValueProblem.NotAChoice wrong -> new ValueException(wrong.under(step), e.span());
        case ValueProblem.BadOperands _,
            ValueProblem.DivisionByZero _,
            ValueProblem.NumberRange _,
            ValueProblem.NoElement _,
            ValueProblem.NoKey _,
            ValueProblem.NoAttribute _,
            ValueProblem.NullValue _,
            ValueProblem.CallFailed _,
            ValueProblem.DifferentArms _,
            ValueProblem.NotIterable _,
            ValueProblem.DuplicateKey _,
            ValueProblem.TooDeep _ ->
            e;
      };
    }
  }

  /** Runs a conversion of a secret, whose text no problem may tell. */
  private static Value secretly(Supplier<Value> conversion) {
    try {
      return conversion.get();
    } catch (ValueException e) {
      throw e.problem() instanceof ValueProblem.NotAChoice(String _, var choices, String path)
          ? new ValueException(new ValueProblem.NotAChoice("", choices, path), e.span())
          : e;
    }
  }

  private static String keyStep(String key) {
    return "[" + dev.k3form.model.address.Quoted.quote(key) + "]";
  }

  private static ValueException mismatch(Value value, Type expected, String why) {
    return new ValueException(
        new ValueProblem.WrongType(Types.name(expected), Types.name(value), "", why));
  }

  private static ValueException mismatch(Type found, Type expected) {
    String why =
        expected.equals(Type.SIZE)
            ? UNIT_OF_SIZE
            : expected.equals(Type.DURATION) ? UNIT_OF_TIME : "";
    return new ValueException(
        new ValueProblem.WrongType(Types.name(expected), Types.name(found), "", why));
  }
}
