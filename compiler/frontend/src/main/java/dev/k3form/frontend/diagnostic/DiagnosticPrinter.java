package dev.k3form.frontend.diagnostic;

import dev.k3form.frontend.diagnostic.DiagnosticView.Snippet;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws diagnostics for people: what is wrong, the source that shows it, and the way out.
 *
 * <p>Drawn from the {@link DiagnosticView} only, so that the text never says more than the JSON
 * form. A warning that repeats in many places is drawn once and counted.
 */
public final class DiagnosticPrinter {
  private final Sources sources;
  private final Style style;

  /** Creates a printer of diagnostics about these sources. */
  public DiagnosticPrinter(Sources sources, Style style) {
    this.sources = sources;
    this.style = style;
  }

  /**
   * Returns the diagnostics as text, in the given order, at most as many as the style allows; where
   * not all are drawn, warnings make room for errors.
   */
  public String print(List<Diagnostic> diagnostics) {
    Map<Diagnostic, Integer> merged = merge(diagnostics);
    long errors = merged.keySet().stream().filter(Diagnostic::isError).count();
    long roomForWarnings = Math.max(0, style.limit() - errors);
    StringBuilder out = new StringBuilder();
    int shownErrors = 0;
    int shownWarnings = 0;
    int hiddenErrors = 0;
    int hiddenWarnings = 0;
    for (Map.Entry<Diagnostic, Integer> entry : merged.entrySet()) {
      boolean error = entry.getKey().isError();
      if (error && shownErrors == style.limit()) {
        hiddenErrors++;
        continue;
      }
      if (!error && shownWarnings == roomForWarnings) {
        hiddenWarnings += entry.getValue();
        continue;
      }
      if (shownErrors + shownWarnings > 0) {
        out.append('\n');
      }
      shownErrors += error ? 1 : 0;
      shownWarnings += error ? 0 : 1;
      out.append(print(DiagnosticView.of(entry.getKey(), sources), entry.getValue() - 1));
    }
    if (hiddenErrors + hiddenWarnings > 0) {
      out.append('\n').append(style.ellipsis()).append(" and ");
      out.append(more(hiddenErrors, hiddenWarnings)).append('\n');
    }
    return out.toString();
  }

  private static String more(int errors, int warnings) {
    String some = errors == 0 ? "" : errors + (errors == 1 ? " more error" : " more errors");
    String others =
        warnings == 0 ? "" : warnings + (warnings == 1 ? " more warning" : " more warnings");
    return some + (some.isEmpty() || others.isEmpty() ? "" : " and ") + others;
  }

  /** Counts warnings that differ in their place only. */
  private static Map<Diagnostic, Integer> merge(List<Diagnostic> diagnostics) {
    Map<Diagnostic, Integer> counts = new LinkedHashMap<>();
    Map<List<String>, Diagnostic> first = new LinkedHashMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      Diagnostic counted =
          diagnostic.isError()
              ? diagnostic
              : first.computeIfAbsent(
                  List.of(diagnostic.code().text(), diagnostic.summary()), _ -> diagnostic);
      counts.merge(counted, 1, Integer::sum);
    }
    return counts;
  }

  /** Returns one diagnostic as text. */
  public String print(Diagnostic diagnostic) {
    return print(DiagnosticView.of(diagnostic, sources), 0);
  }

  private String print(DiagnosticView view, int similar) {
    boolean error = view.severity().equals("error");
    Style.Ink ink = error ? Style.Ink.ERROR : Style.Ink.WARNING;
    StringBuilder out = new StringBuilder();
    String head = view.severity() + "[" + view.code() + "]";
    List<String> summary = Wrap.lines(head + ": " + view.summary(), style.width());
    out.append(style.paint(ink, head))
        .append(style.paint(Style.Ink.STRONG, summary.getFirst().substring(head.length())))
        .append('\n');
    summary.stream()
        .skip(1)
        .forEach(line -> out.append(style.paint(Style.Ink.STRONG, line)).append('\n'));
    int gutter = gutter(view);
    for (Snippet snippet : view.snippets()) {
      new SnippetPrinter(style, ink, gutter, out).print(snippet, view.labels());
    }
    if (view.address() != null) {
      remark("on", view.address(), gutter, out);
    }
    // Where no label says why, the facts do, and what to do about them comes after.
    boolean explained = view.labels().stream().anyMatch(l -> l.primary() && !l.text().isEmpty());
    if (!explained) {
      view.notes().forEach(note -> remark("note", note, gutter, out));
    }
    view.help().forEach(help -> remark("help", help, gutter, out));
    if (explained) {
      view.notes().forEach(note -> remark("note", note, gutter, out));
    }
    if (similar > 0) {
      String count = similar == 1 ? "one more similar warning" : similar + " more similar warnings";
      remark("note", "and " + count + " elsewhere", gutter, out);
    }
    return out.toString();
  }

  private static int gutter(DiagnosticView view) {
    int widest =
        view.snippets().stream()
            .flatMap(s -> s.lines().stream())
            .mapToInt(line -> Integer.toString(line.number()).length())
            .max()
            .orElse(1);
    return Math.max(2, widest);
  }

  private void remark(String kind, String text, int gutter, StringBuilder out) {
    String lead = " ".repeat(gutter) + "= " + kind + ": ";
    List<String> lines = new ArrayList<>(Wrap.lines(text, style.width() - lead.length()));
    out.append(" ".repeat(gutter))
        .append("= ")
        .append(style.paint(Style.Ink.STRONG, kind + ":"))
        .append(' ')
        .append(lines.removeFirst())
        .append('\n');
    lines.forEach(
        line ->
            out.append(" ".repeat(lead.length()))
                .append(style.unicode() ? line : line.replace('│', '|'))
                .append('\n'));
  }
}
