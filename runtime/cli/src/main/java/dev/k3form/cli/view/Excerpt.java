package dev.k3form.cli.view;

/**
 * The part of a long text in which it differs from another one, with a little of what stands around
 * it: in two long lines nobody finds the one character that is not the same.
 */
final class Excerpt {
  private static final int AROUND = 24;
  private static final String LEFT_OUT = "…";

  private Excerpt() {}

  /** Returns where the first text differs from the second. */
  static String of(String text, String other) {
    int shorter = Math.min(text.length(), other.length());
    int start = 0;
    while (start < shorter && text.charAt(start) == other.charAt(start)) {
      start++;
    }
    int tail = 0;
    while (tail < shorter - start
        && text.charAt(text.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) {
      tail++;
    }
    int from = start - AROUND <= AROUND ? 0 : whole(text, start - AROUND);
    int end = text.length() - tail + AROUND;
    int to = end >= text.length() - AROUND ? text.length() : whole(text, end);
    return (from > 0 ? LEFT_OUT : "")
        + text.substring(from, to)
        + (to < text.length() ? LEFT_OUT : "");
  }

  /** Returns the place, or the one before where it would split a character. */
  private static int whole(String text, int place) {
    return Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
  }
}
