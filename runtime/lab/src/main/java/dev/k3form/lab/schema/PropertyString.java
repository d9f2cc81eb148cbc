package dev.k3form.lab.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Proxmox's comma-separated property strings: {@code virtio=MAC,bridge=vmbr0}, where one key (the
 * default key) may be left out. Printed with the default key first and the others sorted.
 */
public final class PropertyString {

  private PropertyString() {}

  /** The properties in their order; a part without {@code =} belongs to the default key. */
  public static Map<String, String> parse(String value, String defaultKey) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String part : value.split(",", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 0) {
        properties.put(defaultKey, part);
      } else {
        properties.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return properties;
  }

  /** The first part bare, then the other properties sorted by key. */
  public static String print(String first, Map<String, String> others) {
    List<String> parts = new ArrayList<>(List.of(first));
    new TreeMap<>(others).forEach((key, value) -> parts.add(key + "=" + value));
    return String.join(",", parts);
  }

  static Optional<String> problem(
      String name, String value, String defaultKey, List<String> known) {
    List<String> seen = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? defaultKey : part.substring(0, equals);
      if (key.isEmpty()) {
        return Optional.of("value without key, but schema does not define a default key");
      }
      if (seen.contains(key)) {
        return Optional.of("duplicate key in comma-separated list property: " + key);
      }
      seen.add(key);
      if (!known.contains(key)) {
        return Optional.of(
            "format error\n"
                + name
                + "."
                + key
                + ": property is not defined in schema and the schema does not allow additional"
                + " properties");
      }
    }
    return Optional.empty();
  }
}
