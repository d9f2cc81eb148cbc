package dev.k3form.languageserver;

import dev.k3form.frontend.format.Formatter;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.List;
import org.eclipse.lsp4j.TextEdit;

/** Formatting: the whole document is replaced, unless it is right already or does not parse. */
final class Formatting {
  private Formatting() {}

  static List<TextEdit> edits(SourceFile file) {
    return switch (Formatter.format(file)) {
      case Formatter.Result.Refused _ -> List.of();
      case Formatter.Result.Formatted(String text) ->
          text.equals(file.text())
              ? List.of()
              : List.of(
                  new TextEdit(
                      Places.range(file, new Span(file.path(), 0, file.text().length())), text));
    };
  }
}
