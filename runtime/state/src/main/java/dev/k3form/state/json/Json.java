package dev.k3form.state.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON document (RFC 8259) or a part of one; objects keep the order that they were made in. */
public sealed interface Json {
  /** The literal null. */
  record Null() implements Json {}

  /** A truth value. */
  record Bool(boolean value) implements Json {}

  /** A number, exact; numerically equal numbers are equal. */
  record Num(BigDecimal value) implements Json {
    /** Strips trailing zeros, so that 1.0 equals 1. */
    public Num {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
  }

  /** A string. */
  record Str(String value) implements Json {}

  /** An array. */
  record Arr(List<Json> items) implements Json {
    /** Copies the items. */
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** An object. */
  record Obj(Map<String, Json> fields) implements Json {
    /** Copies the fields. */
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** The literal null. */
  Null NULL = new Null();

  /** Returns a string. */
  static Str str(String value) {
    return new Str(value);
  }

  /** Returns a whole number. */
  static Num num(long value) {
    return new Num(BigDecimal.valueOf(value));
  }

  /** Returns a truth value. */
  static Bool bool(boolean value) {
    return new Bool(value);
  }
}
