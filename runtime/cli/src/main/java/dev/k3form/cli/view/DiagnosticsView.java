package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.frontend.diagnostic.DiagnosticPrinter;
import dev.k3form.frontend.diagnostic.DiagnosticView;
import dev.k3form.frontend.diagnostic.Sources;
import dev.k3form.frontend.diagnostic.Style;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints diagnostics to a terminal, with the source that they are about. */
public final class DiagnosticsView {
  private final PrintStream out;
  private final Style style;
  private final Map<String, SourceFile> sources;

  private DiagnosticsView(PrintStream out, Style style, Map<String, SourceFile> sources) {
    this.out = out;
    this.style = style;
    this.sources = sources;
  }

  /** Returns a view that prints to standard error and knows no sources. */
  public static DiagnosticsView of(Terminal terminal) {
    Style style = new Style(!terminal.ascii(), terminal.colour(), terminal.columns(), 20);
    return new DiagnosticsView(terminal.err(), style, Map.of());
  }

  /** Returns the same view with sources by path. */
  public DiagnosticsView with(Map<String, SourceFile> known) {
    return new DiagnosticsView(out, style, known);
  }

  /** Prints all of them. */
  public void print(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      out.println(printer().print(diagnostics).stripTrailing());
      out.flush();
    }
  }

  /** Prints one. */
  public void print(Diagnostic diagnostic) {
    print(List.of(diagnostic));
  }

  /** Returns a diagnostic as data, with lines and columns, for programs. */
  public DiagnosticView data(Diagnostic diagnostic) {
    return DiagnosticView.of(diagnostic, Sources.of(sources.values()));
  }

  private DiagnosticPrinter printer() {
    return new DiagnosticPrinter(Sources.of(sources.values()), style);
  }
}
