package dev.k3form.hosts;

import java.util.List;
import java.util.regex.Pattern;

/** The host patterns of ssh_config(5): {@code *}, {@code ?}, and {@code !} to exclude. */
final class HostPattern {
  private HostPattern() {}

  /** Reports whether one of the patterns matches and none that excludes does. */
  static boolean anyMatches(List<String> patterns, String name) {
    boolean matched = false;
    for (String pattern : patterns) {
      boolean excludes = pattern.startsWith("!");
      if (wildcard(excludes ? pattern.substring(1) : pattern).matcher(name).matches()) {
        if (excludes) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  private static Pattern wildcard(String pattern) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }
}
