package dev.k3form.standin.api;

import dev.k3form.standin.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes to objects: JSON merge patch (RFC 7386), JSON patch (RFC 6902: add, replace, remove,
 * test), and strategic merge patch as far as lists with a merge key go.
 */
final class Patches {

  private static final Map<String, String> MERGE_KEYS =
      Map.of("taints", "key", "conditions", "type", "addresses", "type");

  private Patches() {}

  /**
   * Applies a patch of a content type.
   *
   * @throws IllegalArgumentException when it cannot be applied
   */
  static Map<String, @Nullable Object> apply(
      Map<String, @Nullable Object> object, String type, String patch) {
    if (type.startsWith("application/json-patch+json")) {
      return operations(object, patch);
    }
    Map<String, @Nullable Object> merged = copy(object);
    merge(merged, Json.object(patch), type.startsWith("application/strategic-merge-patch+json"));
    return merged;
  }

  static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> object) {
    return Json.object(Json.print(object));
  }

  private static void merge(
      Map<String, @Nullable Object> into, Map<?, ?> patch, boolean strategic) {
    patch.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          String mergeKey = strategic ? MERGE_KEYS.get(key) : null;
          if (value == null) {
            into.remove(key);
          } else if (value instanceof Map<?, ?> map) {
            merge(KubeObjects.child(into, key), map, strategic);
          } else if (mergeKey != null && value instanceof List<?> list) {
            into.put(key, mergeLists(into.get(key), list, mergeKey));
          } else if (!key.startsWith("$")) {
            into.put(key, value);
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> mergeLists(
      @Nullable Object old, List<?> patch, String mergeKey) {
    Map<Object, Map<String, @Nullable Object>> byKey = new LinkedHashMap<>();
    if (old instanceof List<?> elements) {
      elements.forEach(
          e -> byKey.put(key(e, mergeKey), new LinkedHashMap<>((Map<String, Object>) e)));
    }
    for (Object element : patch) {
      Map<String, @Nullable Object> change = (Map<String, @Nullable Object>) element;
      if ("delete".equals(change.get("$patch"))) {
        byKey.remove(key(element, mergeKey));
      } else {
        merge(
            byKey.computeIfAbsent(key(element, mergeKey), _ -> new LinkedHashMap<>()),
            change,
            true);
      }
    }
    return new ArrayList<>(byKey.values());
  }

  private static Object key(@Nullable Object element, String mergeKey) {
    return element instanceof Map<?, ?> map ? String.valueOf(map.get(mergeKey)) : "";
  }

  private static Map<String, @Nullable Object> operations(
      Map<String, @Nullable Object> object, String patch) {
    Map<String, @Nullable Object> changed = copy(object);
    if (!(Json.parse(patch) instanceof List<?> list)) {
      throw new IllegalArgumentException("a JSON patch is a list");
    }
    for (Object element : list) {
      if (element instanceof Map<?, ?> operation) {
        operate(changed, operation);
      }
    }
    return changed;
  }

  private static void operate(Map<String, @Nullable Object> root, Map<?, ?> operation) {
    String[] path = String.valueOf(operation.get("path")).split("/", -1);
    Object at = root;
    for (int i = 1; i < path.length - 1; i++) {
      at = step(at, unescaped(path[i]));
    }
    String last = unescaped(path[path.length - 1]);
    Object value = operation.get("value");
    switch (String.valueOf(operation.get("op"))) {
      case "add" -> put(at, last, value, true);
      case "replace" -> put(at, last, value, false);
      case "remove" -> remove(at, last);
      case "test" -> {
        if (!Objects.equals(step(at, last), value)) {
          throw new IllegalArgumentException("testing path " + operation.get("path") + " failed");
        }
      }
      default -> throw new IllegalArgumentException("unknown operation " + operation.get("op"));
    }
  }

  private static String unescaped(String part) {
    return part.replace("~1", "/").replace("~0", "~");
  }

  private static @Nullable Object step(@Nullable Object at, String part) {
    return switch (at) {
      case Map<?, ?> map -> map.get(part);
      case List<?> list -> list.get(Integer.parseInt(part));
      case null, default -> throw new IllegalArgumentException("no such path: " + part);
    };
  }

  @SuppressWarnings("unchecked")
  private static void put(
      @Nullable Object at, String part, @Nullable Object value, boolean insert) {
    if (at instanceof Map<?, ?> map) {
      ((Map<String, @Nullable Object>) map).put(part, value);
    } else if (at instanceof List<?> list) {
      List<@Nullable Object> values = (List<@Nullable Object>) list;
      int index = part.equals("-") ? values.size() : Integer.parseInt(part);
      if (insert) {
        values.add(index, value);
      } else {
        values.set(index, value);
      }
    } else {
      throw new IllegalArgumentException("no such path: " + part);
    }
  }

  private static void remove(@Nullable Object at, String part) {
    if (at instanceof Map<?, ?> map && map.containsKey(part)) {
      map.remove(part);
    } else if (at instanceof List<?> list && Integer.parseInt(part) < list.size()) {
      list.remove(Integer.parseInt(part));
    } else {
      throw new IllegalArgumentException("Unable to remove nonexistent key: " + part);
    }
  }
}
