package dev.k3form.frontend.format;

import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.frontend.syntax.tree.TokenKind;
import dev.k3form.frontend.syntax.tree.Tokens;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a file in the one way that {@code k3form fmt} knows.
 *
 * <p>Invariants, held by property tests: the tree stays the same, but for a string that is only an
 * interpolation, which becomes its value; all comments stay; formatting what is formatted changes
 * nothing. A file that does not parse is left alone.
 */
public final class Formatter {
  private Formatter() {}

  /** What came of formatting a file. */
  public sealed interface Result {
    /** The file in its layout. */
    record Formatted(String text) implements Result {}

    /** The file does not parse, and this is why. */
    record Refused(List<Diagnostic> diagnostics) implements Result {
      /** Copies the diagnostics. */
      public Refused {
        diagnostics = List.copyOf(diagnostics);
      }
    }
  }

  /** Formats a file. */
  public static Result format(SourceFile file) {
    SyntaxTree tree = Parser.parseFile(file);
    if (tree.hasErrors()) {
      return new Result.Refused(tree.diagnostics());
    }
    List<Edit> edits = Cleanups.of(tree);
    Tokens tokens = tree.tokens();
    if (!edits.isEmpty()) {
      SourceFile cleaned = new SourceFile(file.path(), Edit.apply(edits, file.text()));
      tokens = Parser.parseFile(cleaned).tokens();
    }
    return new Result.Formatted(layOut(tokens));
  }

  private static String layOut(Tokens tokens) {
    List<Line> lines = lines(tokens);
    Indentation.indent(lines);
    Alignment.align(lines);
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> line.appendTo(out));
    return out.toString();
  }

  /** Splits at the newlines of the code; text with newlines, as in heredocs, stays in its line. */
  private static List<Line> lines(Tokens tokens) {
    List<Line> lines = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    String ending = "\n";
    for (int i = 0; i < tokens.size(); i++) {
      switch (tokens.kind(i)) {
        case WHITESPACE -> {}
        case NEWLINE -> {
          ending = tokens.text(i);
          lines.add(new Line(pieces, ending));
          pieces = new ArrayList<>();
        }
        default -> pieces.add(new Piece(tokens.kind(i), tokens.text(i)));
      }
    }
    boolean onlyMark = pieces.size() == 1 && pieces.getFirst().kind() == TokenKind.BOM;
    if (!pieces.isEmpty()) {
      lines.add(new Line(pieces, onlyMark ? "" : ending));
    }
    return lines;
  }
}
