package dev.k3form.frontend.function;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters that a reader sees: grapheme clusters of UAX #29. */
final class Graphemes {
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  private Graphemes() {}

  /** Returns the clusters of a text. */
  static List<String> of(String text) {
    List<String> out = new ArrayList<>();
    Matcher matcher = CLUSTER.matcher(text);
    while (matcher.find()) {
      out.add(matcher.group());
    }
    return out;
  }

  /** Returns how many clusters a text has. */
  static int count(String text) {
    Matcher matcher = CLUSTER.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
