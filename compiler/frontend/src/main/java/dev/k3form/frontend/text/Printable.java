package dev.k3form.frontend.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text that a terminal shows as it is: what would steer the terminal, or turn the order of what is
 * read around, is written as an escape of the language.
 *
 * <p>Values come from machines and from other people; a line of them must not be able to hide
 * another one. After Boucher and Anderson, "Trojan Source" (2021).
 */
public final class Printable {
  private Printable() {}

  /** Returns the text with control and direction characters written out; tabs stay. */
  public static String of(String text) {
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

  /** Returns a text of several lines likewise; its line breaks stay. */
  public static String lines(String text) {
    if (text.indexOf('\n') < 0) {
      return of(text);
    }
    List<String> out = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      out.add(of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
    }
    return String.join("\n", out);
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
