package dev.k3form.frontend.syntax.antlr;

import dev.k3form.model.source.SourceFile;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A source file for ANTLR, whose lexer sees code points while every index counts UTF-16 units.
 *
 * <p>ANTLR's own streams count code points, which are not the offsets of {@link
 * dev.k3form.model.source.Span}.
 */
final class Utf16CharStream implements CharStream {
  private final SourceFile file;
  private final String text;
  private int index;

  Utf16CharStream(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  @Override
  public void consume() {
    if (index >= text.length()) {
      throw new IllegalStateException("cannot consume EOF");
    }
    index += Character.charCount(text.codePointAt(index));
  }

  @Override
  public int LA(int distance) {
    int at = index;
    if (distance == 0) {
      return 0;
    }
    if (distance < 0) {
      for (int i = distance; i < 0; i++) {
        if (at <= 0) {
          return EOF;
        }
        at -= Character.charCount(text.codePointBefore(at));
      }
      return text.codePointAt(at);
    }
    for (int i = 1; i < distance && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at < text.length() ? text.codePointAt(at) : EOF;
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int target) {
    index = Math.min(target, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return file.path();
  }
}
