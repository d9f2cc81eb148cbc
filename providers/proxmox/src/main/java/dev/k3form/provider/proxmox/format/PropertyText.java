package dev.k3form.provider.proxmox.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.StringJoiner;

/**
 * A comma-separated list of properties, such as {@code local:32,discard=on}: how Proxmox VE keeps
 * most structured options. The first part may be a value without a key; it is kept under the empty
 * key. Order is kept.
 */
public record PropertyText(SequencedMap<String, String> properties) {
  /** The key of a part that has none. */
  public static final String BARE = "";

  /** Copies the properties. */
  public PropertyText {
    properties = new LinkedHashMap<>(properties);
  }

  /** Reads a text; parts that are empty are dropped. */
  public static PropertyText parse(String text) {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    for (String part : text.strip().split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        out.put(part.substring(0, equals), part.substring(equals + 1));
      } else if (!part.isBlank()) {
        out.put(BARE, part);
      }
    }
    return new PropertyText(out);
  }

  /** Returns the value of a property. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(properties.get(key));
  }

  /** Reports whether a property is there and is not off. */
  public boolean isOn(String key) {
    return get(key).filter(v -> v.equals("1") || v.equals("on") || v.equals("true")).isPresent();
  }

  /** Returns the text with a property set, in its old place if it had one. */
  public PropertyText with(String key, String value) {
    SequencedMap<String, String> out = new LinkedHashMap<>(properties);
    if (key.equals(BARE)) {
      out.putFirst(key, value);
    } else {
      out.put(key, value);
    }
    return new PropertyText(out);
  }

  /** Returns the text without a property. */
  public PropertyText without(String key) {
    SequencedMap<String, String> out = new LinkedHashMap<>(properties);
    out.remove(key);
    return new PropertyText(out);
  }

  /** Reports whether both say the same, in whatever order. */
  public boolean isSameAs(PropertyText other) {
    return Map.copyOf(properties).equals(Map.copyOf(other.properties));
  }

  @Override
  public String toString() {
    StringJoiner out = new StringJoiner(",");
    properties.forEach((key, value) -> out.add(key.equals(BARE) ? value : key + "=" + value));
    return out.toString();
  }
}
