package dev.k3form.frontend.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many cells of a terminal a text takes.
 *
 * <p>Source: Unicode TR 11 (East Asian width, wide and fullwidth) and TR 51 (emoji presentation),
 * by ranges.
 */
public final class TextWidth {
  /** The distance between tab stops. */
  public static final int TAB = 4;

  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x231a, 0x231b},
    {0x23e9, 0x23ec},
    {0x2614, 0x2615},
    {0x26a1, 0x26a1},
    {0x2705, 0x2705},
    {0x274c, 0x274c},
    {0x2e80, 0x303e},
    {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},
    {0xa960, 0xa97c},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff01, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f1e6, 0x1f1ff},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f7e0, 0x1f7eb},
    {0x1f900, 0x1f9ff},
    {0x1fa70, 0x1faff},
    {0x20000, 0x3fffd}
  };

  private TextWidth() {}

  /** Returns the characters as a reader sees them. */
  public static List<String> clusters(String text) {
    List<String> clusters = new ArrayList<>();
    BreakIterator iterator = BreakIterator.getCharacterInstance(Locale.ROOT);
    iterator.setText(text);
    int start = 0;
    for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
      clusters.add(text.substring(start, end));
      start = end;
    }
    return clusters;
  }

  /** Returns the cells that a text takes. */
  public static int of(String text) {
    boolean ascii = text.chars().allMatch(c -> c >= ' ' && c < 127);
    return ascii ? text.length() : clusters(text).stream().mapToInt(TextWidth::ofCluster).sum();
  }

  private static int ofCluster(String cluster) {
    if (cluster.indexOf('\ufe0f') > 0) {
      return 2;
    }
    return cluster.codePoints().map(TextWidth::ofCodePoint).max().orElse(0);
  }

  private static int ofCodePoint(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> {
        for (int[] range : WIDE) {
          if (c >= range[0] && c <= range[1]) {
            yield 2;
          }
        }
        yield 1;
      }
    };
  }
}
