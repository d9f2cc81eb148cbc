package dev.k3form.model.value;

import dev.k3form.model.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * An immutable value of the language.
 *
 * <p>Maps, objects and sets are kept in one order, that of {@link KeyOrder} for keys and {@link
 * ValueOrder} for elements, so that the same value always prints the same. A value may be {@link
 * Unknown} ("known after apply") or tainted {@link Secret} at any depth; a secret is never wrapped
 * twice, at whatever depth, and no {@code toString} shows what is inside.
 */
public sealed interface Value {
  /** The absent value. */
  record Null() implements Value {}

  /** A truth value. */
  record Bool(boolean value) implements Value {}

  /** A decimal number; numerically equal numbers are equal. */
  record Num(BigDecimal value) implements Value {
    /** Strips trailing zeros, so that 1.0 equals 1. */
    public Num {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /** Returns a whole number. */
    public static Num of(long value) {
      return new Num(BigDecimal.valueOf(value));
    }
  }

  /** A string. */
  record Str(String value) implements Value {}

  /** An amount of memory or disk, in bytes; may be negative as the result of a subtraction. */
  record Size(BigInteger bytes) implements Value {}

  /** A span of time. */
  record Time(Duration value) implements Value {}

  /** A sequence of values of one type. */
  record ListOf(Type element, List<Value> items) implements Value {
    /** Copies the items. */
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /** Distinct values of one type, in the order of {@link ValueOrder}. */
  record SetOf(Type element, List<Value> items) implements Value {
    /** Sorts the items and drops repetitions. */
    public SetOf {
      items = items.stream().distinct().sorted(ValueOrder.INSTANCE).toList();
    }
  }

  /** A sequence of values, each of its own type. */
  record Tuple(List<Value> items) implements Value {
    /** Copies the items. */
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** Values of one type under string keys, in the order of {@link KeyOrder}. */
  record MapOf(Type element, SortedMap<String, Value> entries) implements Value {
    /** Copies the entries. */
    public MapOf {
      entries = SortedEntries.of(entries);
    }

    /** Returns a map of the entries. */
    public static MapOf of(Type element, Map<String, Value> entries) {
      return new MapOf(element, SortedEntries.of(entries));
    }
  }

  /** Values under names, each of its own type. */
  record Obj(SortedMap<String, Value> fields) implements Value {
    /** The object without attributes. */
    public static final Obj EMPTY = of(Map.of());

    /** Copies the fields. */
    public Obj {
      fields = SortedEntries.of(fields);
    }

    /** Returns an object of the fields. */
    public static Obj of(Map<String, Value> fields) {
      return new Obj(SortedEntries.of(fields));
    }

    /** Returns the value of an attribute, {@link Null} if there is none. */
    public Value get(String name) {
      return fields.getOrDefault(name, Values.NULL);
    }

    /** Returns the object with one attribute set. */
    public Obj with(String name, Value value) {
      return new Obj(SortedEntries.of(fields).with(name, value));
    }

    /** Returns the object without one attribute. */
    public Obj without(String name) {
      return new Obj(SortedEntries.of(fields).without(name));
    }
  }

  /** A value that is known only after apply. */
  record Unknown(Type type, Refinement refinement) implements Value {
    /** Returns an unknown of which only the type is known. */
    public static Unknown of(Type type) {
      return new Unknown(type, Refinement.NONE);
    }
  }

  /** A value that must not be shown. */
  record Secret(Value value) implements Value {
    /** Drops wrappings inside: all of the value is secret already. */
    public Secret {
      if (Values.containsSecret(value)) {
        value = Values.revealAll(value);
      }
    }

    @Override
    public String toString() {
      return "Secret[***]";
    }
  }

  /** Returns the truth value. */
  static Bool bool(boolean value) {
    return value ? Values.TRUE : Values.FALSE;
  }

  /** Returns a string value. */
  static Str str(String value) {
    return new Str(value);
  }

  /** Returns a whole number. */
  static Num num(long value) {
    return Num.of(value);
  }

  /** Returns the value without a secret's wrapping at the root. */
  default Value reveal() {
    return this instanceof Secret(Value inner) ? inner : this;
  }

  /** Reports whether the value is the absent one, secret or not. */
  default boolean isNull() {
    return reveal() instanceof Null;
  }
}
