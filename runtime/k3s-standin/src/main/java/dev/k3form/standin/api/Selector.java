package dev.k3form.standin.api;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Label and field selectors with {@code =}, {@code ==}, {@code !=}, {@code key} and {@code !key}.
 */
final class Selector {

  private Selector() {}

  static boolean matches(Map<String, @Nullable Object> object, Map<String, String> query) {
    return labels(object, query.getOrDefault("labelSelector", ""))
        && fields(object, query.getOrDefault("fieldSelector", ""));
  }

  private static boolean labels(Map<String, @Nullable Object> object, String selector) {
    for (String term : selector.split(",", -1)) {
      String[] sides = term.split("!=|==?", 2);
      Optional<String> value =
          KubeObjects.text(object, "metadata", "labels", sides[0].strip().replaceFirst("^!", ""));
      boolean holds =
          term.isBlank()
              || (sides.length == 1
                  ? term.strip().startsWith("!") != value.isPresent()
                  : term.contains("!=") != value.equals(Optional.of(sides[1].strip())));
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean fields(Map<String, @Nullable Object> object, String selector) {
    for (String term : selector.split(",", -1)) {
      String[] sides = term.split("!=|==?", 2);
      if (sides.length == 2) {
        Optional<String> value = KubeObjects.text(object, sides[0].strip().split("\\.", -1));
        if (term.contains("!=") == value.equals(Optional.of(sides[1].strip()))) {
          return false;
        }
      }
    }
    return true;
  }
}
