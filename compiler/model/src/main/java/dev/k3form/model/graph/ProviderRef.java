package dev.k3form.model.graph;

/**
 * Which configuration of which provider a resource uses.
 *
 * @param alias empty for the default configuration
 */
public record ProviderRef(String name, String alias) implements Comparable<ProviderRef> {
  /** Returns the default configuration of a provider. */
  public static ProviderRef of(String name) {
    return new ProviderRef(name, "");
  }

  /** Reads {@code name} or {@code name.alias}. */
  public static ProviderRef parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0 ? of(text) : new ProviderRef(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(ProviderRef other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return alias.isEmpty() ? name : name + "." + alias;
  }
}
