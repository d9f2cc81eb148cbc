package dev.k3form.engine.file;

import dev.k3form.state.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the fields of a JSON object, leaving out what is empty. */
final class Doc {
  private final Map<String, Json> fields = new LinkedHashMap<>();

  Doc put(String name, Json json) {
    fields.put(name, json);
    return this;
  }

  Doc text(String name, Object value) {
    return put(name, Json.str(value.toString()));
  }

  Doc textIfAny(String name, Optional<?> value) {
    value.ifPresent(v -> text(name, v));
    return this;
  }

  Doc textUnlessEmpty(String name, String value) {
    return value.isEmpty() ? this : text(name, value);
  }

  Doc number(String name, long value) {
    return put(name, Json.num(value));
  }

  Doc flag(String name, boolean value) {
    return value ? put(name, Json.bool(true)) : this;
  }

  <T> Doc list(String name, List<T> items, Function<T, Json> each) {
    return items.isEmpty() ? this : put(name, new Json.Arr(items.stream().map(each).toList()));
  }

  Doc texts(String name, List<?> items) {
    return list(name, items, i -> Json.str(i.toString()));
  }

  Json.Obj end() {
    return new Json.Obj(fields);
  }
}
