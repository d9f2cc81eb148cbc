package dev.k3form.languageserver;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Label;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;

/** Diagnostics as editors show them: one message, with the other places beside it. */
final class DiagnosticMessages {
  private final String uri;
  private final SourceFile file;

  DiagnosticMessages(String uri, SourceFile file) {
    this.uri = uri;
    this.file = file;
  }

  List<org.eclipse.lsp4j.Diagnostic> of(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(d -> !d.primary().isPlace() || d.primary().file().equals(file.path()))
        .map(this::of)
        .toList();
  }

  private org.eclipse.lsp4j.Diagnostic of(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>();
    lines.add(diagnostic.summary());
    if (!diagnostic.primaryLabel().isEmpty()) {
      lines.add(diagnostic.primaryLabel());
    }
    diagnostic.help().forEach(help -> lines.add("help: " + help));
    diagnostic.notes().forEach(note -> lines.add("note: " + note));
    org.eclipse.lsp4j.Diagnostic message =
        new org.eclipse.lsp4j.Diagnostic(
            Places.range(file, diagnostic.primary()), String.join("\n", lines));
    message.setCode(diagnostic.code().text());
    message.setSource("k3form");
    message.setSeverity(
        switch (diagnostic.severity()) {
          case ERROR -> DiagnosticSeverity.Error;
          case WARNING -> DiagnosticSeverity.Warning;
        });
    message.setRelatedInformation(
        diagnostic.labels().stream()
            .filter(label -> label.span().file().equals(file.path()))
            .map(this::related)
            .toList());
    return message;
  }

  private DiagnosticRelatedInformation related(Label label) {
    return new DiagnosticRelatedInformation(
        new Location(uri, Places.range(file, label.span())), label.text());
  }
}
