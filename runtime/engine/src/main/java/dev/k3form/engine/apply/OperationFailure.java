package dev.k3form.engine.apply;

import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;

/** An operation failed, and everything about it is recorded; carries what to tell the user. */
final class OperationFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<Diagnostic> diagnostics;

  OperationFailure(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  OperationFailure(List<Diagnostic> diagnostics) {
    super(diagnostics.getFirst().summary());
    this.diagnostics = List.copyOf(diagnostics);
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
