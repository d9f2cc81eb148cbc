package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.frontend.syntax.tree.BodyItem;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads a large file in parts, side by side; each begins and ends between two blocks.
 *
 * <p>Only one part's parse tree is needed at a time by who reads it, so this also takes less
 * memory. A file with anything but blocks in it, or with an error, is left to be read as a whole.
 */
final class PartReader {
  /** How many tokens a part has at least; small enough for a part's parse tree to stay in cache. */
  private static final int SIZE = 10_000;

  private PartReader() {}

  /** What one part became. */
  private record Part(List<BodyItem> items, List<Diagnostic> problems) {}

  /** Returns the body of a file without errors of syntax; empty if it must be read as a whole. */
  static Optional<Body> read(SourceFile file, Layout.Result layout, List<Diagnostic> problems) {
    if (layout.meaningful().size() < 2 * SIZE || !layout.diagnostics().isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts;
    try {
      parts =
          split(layout.meaningful()).parallelStream().map(tokens -> part(file, tokens)).toList();
    } catch (ParseCancellationException _) {
      return Optional.empty();
    }
    List<BodyItem> items = new ArrayList<>();
    parts.forEach(part -> items.addAll(part.items));
    if (!items.stream().allMatch(Block.class::isInstance)) {
      return Optional.empty();
    }
    parts.forEach(part -> problems.addAll(part.problems));
    return Optional.of(new Body(items, new Span(file.path(), 0, file.text().length())));
  }

  private static Part part(SourceFile file, List<K3sToken> tokens) {
    K3sParser.FileContext context = TreeReader.strict(tokens).file();
    List<Diagnostic> problems = new ArrayList<>();
    return new Part(new BodyBuilder(file, problems).file(context).items(), problems);
  }

  /** Cuts behind newlines at the margin; an item never ends elsewhere. */
  private static List<List<K3sToken>> split(List<K3sToken> tokens) {
    List<List<K3sToken>> parts = new ArrayList<>();
    int from = 0;
    for (int i = SIZE; i < tokens.size(); i++) {
      K3sToken token = tokens.get(i);
      boolean last = i + 1 == tokens.size();
      if (last
          || (i - from >= SIZE && token.getType() == K3sParser.NEWLINE && token.depth() == 0)) {
        List<K3sToken> part = new ArrayList<>(tokens.subList(from, i + 1));
        if (!last) {
          part.add(token.added(Token.EOF, token.end(), 0));
        }
        parts.add(part);
        from = i + 1;
      }
    }
    return parts;
  }
}
