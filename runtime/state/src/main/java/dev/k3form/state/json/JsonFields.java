package dev.k3form.state.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Typed access to the fields of an object of a file that may be damaged.
 *
 * @param where names the object in messages
 */
public record JsonFields(String where, Map<String, Json> fields) {
  /** Takes a document apart. */
  public static JsonFields of(String where, Json json) {
    if (json instanceof Json.Obj(var fields)) {
      return new JsonFields(where, fields);
    }
    throw new JsonException(where + " is not an object");
  }

  /** Refuses fields other than these. */
  public JsonFields only(String... names) {
    List<String> known = List.of(names);
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw new JsonException(where + " has an unknown field `" + name + "`");
      }
    }
    return this;
  }

  /** Returns a field's content. */
  public Json any(String name) {
    Json json = fields.get(name);
    if (json == null) {
      throw new JsonException(where + " lacks `" + name + "`");
    }
    return json;
  }

  /** Returns a field's content if it is there. */
  public Optional<Json> find(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** Returns a string. */
  public String string(String name) {
    if (any(name) instanceof Json.Str(String s)) {
      return s;
    }
    throw new JsonException("`" + name + "` of " + where + " is not a string");
  }

  /** Returns a string if it is there. */
  public Optional<String> findString(String name) {
    return fields.containsKey(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /** Returns a whole number. */
  public long number(String name) {
    if (any(name) instanceof Json.Num(BigDecimal n)) {
      try {
        return n.longValueExact();
      } catch (ArithmeticException e) {
        throw new JsonException("`" + name + "` of " + where + " is not a whole number", e);
      }
    }
    throw new JsonException("`" + name + "` of " + where + " is not a number");
  }

  /** Returns a whole number that fits an int. */
  public int integer(String name) {
    long n = number(name);
    if (n < Integer.MIN_VALUE || n > Integer.MAX_VALUE) {
      throw new JsonException("`" + name + "` of " + where + " is out of range");
    }
    return (int) n;
  }

  /** Returns a truth value, false when it is not there. */
  public boolean flag(String name) {
    return switch (fields.get(name)) {
      case null -> false;
      case Json.Bool(boolean b) -> b;
      case Json _ -> throw new JsonException("`" + name + "` of " + where + " is not a boolean");
    };
  }

  /** Returns the elements of an array, none when it is not there. */
  public List<Json> array(String name) {
    return switch (fields.get(name)) {
      case null -> List.of();
      case Json.Arr(var items) -> items;
      case Json _ -> throw new JsonException("`" + name + "` of " + where + " is not an array");
    };
  }

  /** Returns the strings of an array, none when it is not there. */
  public List<String> strings(String name) {
    return array(name).stream()
        .map(
            json -> {
              if (json instanceof Json.Str(String s)) {
                return s;
              }
              throw new JsonException("`" + name + "` of " + where + " holds no strings");
            })
        .toList();
  }

  /** Returns the fields of an object, none when it is not there. */
  public Map<String, Json> object(String name) {
    return switch (fields.get(name)) {
      case null -> Map.of();
      case Json.Obj(var inner) -> inner;
      case Json _ -> throw new JsonException("`" + name + "` of " + where + " is not an object");
    };
  }
}
