package dev.k3form.model.value;

/**
 * Text between double quotes as JSON writes it, which a YAML reader takes as well.
 *
 * <p>Quotes, backslashes and white space other than blanks have short escapes everywhere; what else
 * is escaped is for each writer to say, because it depends on who reads.
 */
public final class JsonStrings {
  private JsonStrings() {}

  /** Says which of the characters that JSON lets stand for themselves are escaped by number. */
  @FunctionalInterface
  public interface ByNumber {
    /**
     * Reports whether the character there is; control characters without a short escape must be.
     */
    boolean at(String text, int index);
  }

  /** Adds a text with its quotes. */
  public static void append(StringBuilder out, String text, ByNumber byNumber) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (byNumber.at(text, i)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            switch (c) {
              case '\b' -> out.append("\\b");
              case '\f' -> out.append("\\f");
              default -> out.append(c);
            }
          }
        }
      }
    }
    out.append('"');
  }
}
