package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.List;
import java.util.Map;

/** A command could not do its work; the diagnostics say why. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;
  private final transient Map<String, SourceFile> sources;

  /** A failure whose diagnostics point into these sources. */
  public CommandFailure(List<Diagnostic> diagnostics, Map<String, SourceFile> sources) {
    super(diagnostics.isEmpty() ? "failed" : diagnostics.getFirst().summary());
    this.diagnostics = List.copyOf(diagnostics);
    this.sources = Map.copyOf(sources);
  }

  /** A failure that no source shows. */
  public CommandFailure(Diagnostic diagnostic) {
    this(List.of(diagnostic), Map.of());
  }

  /** Returns the diagnostics. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Returns the sources by path. */
  public Map<String, SourceFile> sources() {
    return sources;
  }

  /** Returns the exit code of the program. */
  public int exitCode() {
    return ExitCode.ERROR;
  }
}
