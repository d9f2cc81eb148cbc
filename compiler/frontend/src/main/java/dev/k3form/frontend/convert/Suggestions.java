package dev.k3form.frontend.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Names that the user may have meant: at most three, by Damerau-Levenshtein distance without regard
 * to case, no further away than a third of the length.
 */
public final class Suggestions {
  private static final int MOST = 3;
  private static final int LISTED = 12;

  private Suggestions() {}

  private record Scored(String name, int distance) {}

  /** Returns the near names, nearest first. */
  public static List<String> near(String name, Collection<String> candidates) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int limit = (name.length() + 1) / 3;
    List<Scored> scored = new ArrayList<>();
    for (String candidate : candidates) {
      String other = candidate.toLowerCase(Locale.ROOT);
      if (Math.abs(other.length() - wanted.length()) <= limit) {
        int distance = distance(wanted, other);
        if (distance <= limit && !candidate.equals(name)) {
          scored.add(new Scored(candidate, distance));
        }
      }
    }
    return scored.stream()
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(MOST)
        .map(Scored::name)
        .distinct()
        .toList();
  }

  /** Returns a help text that asks for the near names, nothing if there are none. */
  public static List<String> didYouMean(
      String name, Collection<String> candidates, UnaryOperator<String> quote) {
    List<String> near = near(name, candidates);
    return near.isEmpty()
        ? List.of()
        : List.of("did you mean " + String.join(" or ", near.stream().map(quote).toList()) + "?");
  }

  /** Returns the first names of a list, and how many more there are. */
  public static String some(List<String> names) {
    return names.size() <= LISTED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, LISTED)) + " and " + (names.size() - LISTED) + " more";
  }

  /** Returns the number of insertions, deletions, substitutions and swaps of neighbours. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = now;
      now = spare;
    }
    return last[b.length()];
  }
}
