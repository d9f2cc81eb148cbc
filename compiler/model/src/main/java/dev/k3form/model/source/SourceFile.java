package dev.k3form.model.source;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;

/**
 * The text of one configuration file, with the table that turns offsets into lines and columns.
 *
 * <p>Lines end at {@code \n} or {@code \r\n}. Lines and columns are 1-based; columns count grapheme
 * clusters, a tab being one.
 */
public final class SourceFile {
  private final String path;
  private final String text;
  private final int[] lineStarts;

  /** Creates a source file from its path, as the user would write it, and its text. */
  public SourceFile(String path, String text) {
    this.path = path;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  /** Returns the path under which the file was loaded. */
  public String path() {
    return path;
  }

  /** Returns the whole text. */
  public String text() {
    return text;
  }

  /** Returns the number of lines; a file that ends in a newline has an empty last line. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** Returns the 1-based line that contains the offset. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Returns the 1-based column, in grapheme clusters, of the offset. */
  public int column(int offset) {
    String before = text.substring(lineStarts[line(offset) - 1], Math.min(offset, text.length()));
    return graphemes(before) + 1;
  }

  /** Returns the text of a 1-based line without its line ending. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  /** Returns the offset of the first character of a 1-based line. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** Returns the text that a span of this file covers. */
  public String text(Span span) {
    return text.substring(span.start(), Math.min(span.end(), text.length()));
  }

  private static int graphemes(String s) {
    BreakIterator iterator = BreakIterator.getCharacterInstance(Locale.ROOT);
    iterator.setText(s);
    int count = 0;
    while (iterator.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }
}
