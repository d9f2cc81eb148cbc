package dev.k3form.cli.view;

import java.util.Locale;

/**
 * Text that a terminal shows as it is: what would steer the terminal, or turn the order of what is
 * read around, is written as an escape of the language.
 *
 * <p>Values come from machines and from other people; a line of them must not be able to hide
 * another one. After Boucher and Anderson, "Trojan Source" (2021).
 */
final class Printable {
  private Printable() {}

  /** Returns the text with control and direction characters written out; tabs stay. */
  static String of(String text) {
    int i = 0;
    while (i < text.length() && !isSteering(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.substring(0, i));
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isSteering(c)) {
        out.append(c);
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\n') {
        out.append("\\n");
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isSteering(char c) {
    if (c < 0x7f) {
      return c < ' ' && c != '\t';
    }
    return c <= 0x9f
        || c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
