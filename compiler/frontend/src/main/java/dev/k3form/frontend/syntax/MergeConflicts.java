package dev.k3form.frontend.syntax;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The conflicts that a merge by git has left in a file: what lies between lines that begin with
 * {@code <<<<<<<} and {@code >>>>>>>}.
 *
 * <p>The first side of each is kept, so that the rest of the file can be read; what does not count
 * is replaced by spaces, and everything keeps its place.
 */
final class MergeConflicts {
  private static final int MARKER_LENGTH = 7;

  private final SourceFile file;
  private final StringBuilder kept;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private MergeConflicts(SourceFile file) {
    this.file = file;
    this.kept = new StringBuilder(file.text());
    int start = 0;
    for (int i = 1; i <= file.lineCount(); i++) {
      if (isMarker(i, '<')) {
        start = i;
      } else if (isMarker(i, '>') && start > 0) {
        conflict(start, i);
        start = 0;
      }
    }
  }

  /** Returns the conflicts of a file. */
  static MergeConflicts in(SourceFile file) {
    return new MergeConflicts(file);
  }

  /** Returns an error for each conflict. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Returns the file with the first side of each conflict only. */
  SourceFile firstSides() {
    return new SourceFile(file.path(), kept.toString());
  }

  private boolean isMarker(int line, char character) {
    String text = file.lineText(line);
    return text.startsWith(String.valueOf(character).repeat(MARKER_LENGTH))
        && (text.length() == MARKER_LENGTH || text.charAt(MARKER_LENGTH) == ' ');
  }

  private void conflict(int start, int end) {
    int sideEnd = start;
    int middle = start;
    for (int i = end - 1; i > start; i--) {
      if (isMarker(i, '=')) {
        middle = i;
        sideEnd = i;
      } else if (isMarker(i, '|')) {
        sideEnd = i;
      }
    }
    if (middle == start) {
      return;
    }
    blank(start, start);
    blank(sideEnd, end);
    diagnostics.add(
        Diagnostic.error("K3-0125", "merge conflict is not resolved")
            .at(marker(start), "one side begins here")
            .label(marker(middle), "the other one here")
            .label(marker(end), "and ends here")
            .help("keep what is right of both sides, and remove the three lines")
            .build());
  }

  private Span marker(int line) {
    int start = file.lineStart(line);
    return new Span(file.path(), start, start + MARKER_LENGTH);
  }

  private void blank(int from, int to) {
    int end = file.lineStart(to) + file.lineText(to).length();
    for (int i = file.lineStart(from); i < end; i++) {
      if (kept.charAt(i) != '\n' && kept.charAt(i) != '\r') {
        kept.setCharAt(i, ' ');
      }
    }
  }
}
