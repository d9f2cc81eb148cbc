package dev.k3form.cli.view;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON: secrets masked, unknown ones null, sizes in bytes, durations in milliseconds. */
public final class JsonValues {
  private JsonValues() {}

  /** Returns what a JSON mapper writes for the value. */
  public static @Nullable Object of(Value value) {
    return plain(value, false);
  }

  /** Returns the same with secrets in clear: for a user who asks for one by name. */
  public static @Nullable Object revealed(Value value) {
    return plain(value, true);
  }

  private static @Nullable Object plain(Value value, boolean reveal) {
    return switch (value) {
      case Value.Null _, Value.Unknown _ -> null;
      case Value.Bool(boolean b) -> b;
      case Value.Num(var n) -> n;
      case Value.Str(String s) -> s;
      case Value.Size(var bytes) -> bytes;
      case Value.Time(var d) -> d.toMillis();
      case Value.ListOf(var _, var items) -> items(items, reveal);
      case Value.SetOf(var _, var items) -> items(items, reveal);
      case Value.Tuple(var items) -> items(items, reveal);
      case Value.MapOf(var _, var entries) -> entries(entries, reveal);
      case Value.Obj(var fields) -> entries(fields, reveal);
      case Value.Secret(Value inner) -> reveal ? plain(inner, true) : ValueText.SECRET;
    };
  }

  private static List<@Nullable Object> items(List<Value> items, boolean reveal) {
    List<@Nullable Object> out = new ArrayList<>();
    items.forEach(item -> out.add(plain(item, reveal)));
    return out;
  }

  private static Map<String, @Nullable Object> entries(Map<String, Value> entries, boolean reveal) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    entries.forEach((key, item) -> out.put(key, plain(item, reveal)));
    return out;
  }

  /** Returns where the value is unknown. */
  public static List<String> unknownPaths(Value value) {
    List<String> out = new ArrayList<>();
    collect(AttributePath.ROOT, value, out);
    return out;
  }

  private static void collect(AttributePath path, Value value, List<String> out) {
    switch (value) {
      case Value.Unknown _ -> out.add(path.toString());
      case Value.Secret(Value inner) -> collect(path, inner, out);
      case Value.Obj(var fields) ->
          fields.forEach((name, item) -> collect(path.attribute(name), item, out));
      case Value.MapOf(var _, var entries) ->
          entries.forEach((key, item) -> collect(path.key(key), item, out));
      case Value.ListOf(var _, var items) -> elements(path, items, out);
      case Value.SetOf(var _, var items) -> elements(path, items, out);
      case Value.Tuple(var items) -> elements(path, items, out);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _ -> {}
    }
  }

  private static void elements(AttributePath path, List<Value> items, List<String> out) {
    for (int i = 0; i < items.size(); i++) {
      collect(path.element(i), items.get(i), out);
    }
  }
}
