package dev.k3form.model.graph;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import java.util.List;

/** An instance's configuration with nothing unknown left, or the errors that its evaluation met. */
public record Completed(Value.Obj config, List<Diagnostic> diagnostics) {
  /** Copies the list. */
  public Completed {
    diagnostics = List.copyOf(diagnostics);
  }
}
