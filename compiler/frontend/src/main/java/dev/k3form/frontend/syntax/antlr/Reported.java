package dev.k3form.frontend.syntax.antlr;

import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.TreeSet;

/** Where something has been reported before the parser ran, so that nothing is reported twice. */
final class Reported {
  private final TreeSet<Integer> offsets = new TreeSet<>();

  Reported(List<Diagnostic> diagnostics) {
    diagnostics.forEach(
        diagnostic -> {
          offsets.add(diagnostic.primary().start());
          diagnostic.labels().forEach(label -> offsets.add(label.span().start()));
        });
  }

  /** Reports whether there is a diagnostic in the range, its end included. */
  boolean between(int start, int end) {
    Integer next = offsets.ceiling(start);
    return next != null && next <= Math.max(start, end);
  }
}
