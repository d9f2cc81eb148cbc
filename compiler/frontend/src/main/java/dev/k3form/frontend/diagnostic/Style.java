package dev.k3form.frontend.diagnostic;

/**
 * How diagnostics are drawn.
 *
 * @param unicode whether the terminal shows more than ASCII
 * @param colour whether to colour; the text says the same without
 * @param width the number of columns
 * @param limit how many diagnostics to show before only counting
 */
public record Style(boolean unicode, boolean colour, int width, int limit) {
  /** Unicode without colour, 80 columns, 20 diagnostics. */
  public static final Style PLAIN = new Style(true, false, 80, 20);

  /** ASCII without colour, 80 columns, 20 diagnostics. */
  public static final Style ASCII = new Style(false, false, 80, 20);

  /** The colours, by what they stand for. */
  enum Ink {
    ERROR("1;31"),
    WARNING("1;33"),
    SECONDARY("1;34"),
    FRAME("2"),
    STRONG("1");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  String paint(Ink ink, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
  }

  String corner() {
    return unicode ? "╭─" : ",-";
  }

  String bar() {
    return unicode ? "│" : "|";
  }

  String gap() {
    return unicode ? "┆" : ":";
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }
}
