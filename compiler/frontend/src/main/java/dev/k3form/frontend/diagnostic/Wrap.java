package dev.k3form.frontend.diagnostic;

import dev.k3form.frontend.text.Printable;
import dev.k3form.frontend.text.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text at spaces, and writes out what would steer the terminal; lines that are indented,
 * such as commands to copy, stay whole.
 */
final class Wrap {
  private Wrap() {}

  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : Printable.lines(text).split("\n", -1)) {
      if (line.startsWith(" ") || TextWidth.of(line) <= width) {
        lines.add(line);
      } else {
        wrap(line, width, lines);
      }
    }
    return lines;
  }

  private static void wrap(String text, int width, List<String> lines) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      int length = TextWidth.of(word);
      if (used > 0 && used + 1 + length > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += length;
    }
    lines.add(line.toString());
  }
}
