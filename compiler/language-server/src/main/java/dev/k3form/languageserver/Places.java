package dev.k3form.languageserver;

import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Places as the protocol has them: lines from 0, and UTF-16 units within the line. */
final class Places {
  private Places() {}

  static Position position(SourceFile file, int offset) {
    int within = Math.min(offset, file.text().length());
    int line = file.line(within);
    return new Position(line - 1, within - file.lineStart(line));
  }

  static Range range(SourceFile file, Span span) {
    return new Range(position(file, span.start()), position(file, span.end()));
  }

  static int offset(SourceFile file, Position position) {
    if (position.getLine() >= file.lineCount()) {
      return file.text().length();
    }
    int line = position.getLine() + 1;
    return file.lineStart(line) + Math.min(position.getCharacter(), file.lineText(line).length());
  }
}
