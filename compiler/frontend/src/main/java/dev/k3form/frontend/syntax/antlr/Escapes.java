package dev.k3form.frontend.syntax.antlr;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.text.Normalizer;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Turns the text of templates as it is written into the text that it means. */
final class Escapes {
  private Escapes() {}

  /**
   * Appends the meaning of a TEXT token.
   *
   * @param quoted whether backslashes escape, which they do not in heredocs
   */
  static void decode(
      SourceFile file, Token token, boolean quoted, StringBuilder out, List<Diagnostic> problems) {
    String text = token.getText();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i = escape(file, text, i, token.getStartIndex(), out, problems);
      } else if ((c == '$' || c == '%') && text.startsWith(c + "{", i + 1)) {
        i++;
      } else {
        out.append(c);
        i++;
      }
    }
  }

  /** Appends what an escape means and returns the index after it. */
  private static int escape(
      SourceFile file,
      String text,
      int at,
      int offset,
      StringBuilder out,
      List<Diagnostic> problems) {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    switch (kind) {
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case '"' -> out.append('"');
      case '\\' -> out.append('\\');
      case 'u', 'U' -> {
        return codePoint(file, text, at, kind == 'u' ? 4 : 8, offset, out, problems);
      }
      default -> {
        int end = at + 1 < text.length() ? text.offsetByCodePoints(at, 2) : at + 1;
        Span span = new Span(file.path(), offset + at, offset + end);
        problems.add(SyntaxErrors.badEscape(span, "no such escape"));
        return end;
      }
    }
    return at + 2;
  }

  private static int codePoint(
      SourceFile file,
      String text,
      int at,
      int digits,
      int offset,
      StringBuilder out,
      List<Diagnostic> problems) {
    int from = at + 2;
    int end = from;
    while (end < text.length() && end < from + digits && isHex(text.charAt(end))) {
      end++;
    }
    Span span = new Span(file.path(), offset + at, offset + end);
    if (end - from < digits) {
      problems.add(SyntaxErrors.badEscape(span, digits + " hexadecimal digits must follow"));
      return end;
    }
    long value = Long.parseLong(text, from, end, 16);
    if (value > Character.MAX_CODE_POINT || (value >= 0xd800 && value <= 0xdfff)) {
      problems.add(SyntaxErrors.badEscape(span, "not the number of a character"));
    } else {
      out.appendCodePoint((int) value);
    }
    return end;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }

  /** Returns the text in Unicode's composed form, so that equal-looking strings are equal. */
  static String normalise(CharSequence text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
