package dev.k3form.model.type;

import dev.k3form.model.address.Quoted;
import dev.k3form.model.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The type of a value; {@code toString} is the type as the user writes it. */
public sealed interface Type {
  /** The types without parts. */
  enum Primitive implements Type {
    STRING,
    NUMBER,
    BOOL,
    SIZE,
    DURATION,
    /** Any value; a value is never of this type, a place for one is. */
    ANY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A string out of a fixed choice: {@code oneof("tcp", "http")}. */
  record OneOf(List<String> choices) implements Type {
    /** Copies the choices. */
    public OneOf {
      choices = List.copyOf(choices);
    }

    @Override
    public String toString() {
      return "oneof(" + String.join(", ", choices.stream().map(Quoted::quote).toList()) + ")";
    }
  }

  /** A list of elements of one type. */
  record ListOf(Type element) implements Type {
    @Override
    public String toString() {
      return "list(" + element + ")";
    }
  }

  /** A set of elements of one type. */
  record SetOf(Type element) implements Type {
    @Override
    public String toString() {
      return "set(" + element + ")";
    }
  }

  /** A map from strings to elements of one type. */
  record MapOf(Type element) implements Type {
    @Override
    public String toString() {
      return "map(" + element + ")";
    }
  }

  /** A sequence of values of these types. */
  record Tuple(List<Type> elements) implements Type {
    /** Copies the elements. */
    public Tuple {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return "tuple([" + String.join(", ", elements.stream().map(Type::toString).toList()) + "])";
    }
  }

  /** An object with these attributes. */
  record Obj(SortedMap<String, Field> fields) implements Type {
    /** Copies the fields. */
    public Obj {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Returns an object type whose attributes must all be given. */
    public static Obj of(Map<String, Type> required) {
      SortedMap<String, Field> fields = new TreeMap<>();
      required.forEach((name, type) -> fields.put(name, Field.required(type)));
      return new Obj(fields);
    }

    @Override
    public String toString() {
      return "object({"
          + String.join(
              ", ", fields.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
          + "})";
    }
  }

  /**
   * An attribute of an object type.
   *
   * @param optional whether it may be left out
   * @param defaultValue what stands for it when it is left out; null when empty
   */
  record Field(Type type, boolean optional, Optional<Value> defaultValue) {
    /** Returns an attribute that must be given. */
    public static Field required(Type type) {
      return new Field(type, false, Optional.empty());
    }

    /** Returns an attribute that may be left out and is null then. */
    public static Field optional(Type type) {
      return new Field(type, true, Optional.empty());
    }

    @Override
    public String toString() {
      return optional ? "optional(" + type + ")" : type.toString();
    }
  }

  /** Strings. */
  Type STRING = Primitive.STRING;

  /** Decimal numbers. */
  Type NUMBER = Primitive.NUMBER;

  /** Truth values. */
  Type BOOL = Primitive.BOOL;

  /** Amounts of memory or disk. */
  Type SIZE = Primitive.SIZE;

  /** Spans of time. */
  Type DURATION = Primitive.DURATION;

  /** Places for any value. */
  Type ANY = Primitive.ANY;
}
