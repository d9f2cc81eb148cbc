package dev.k3form.frontend.compile;

import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.frontend.evaluate.ProgramConfiguration;
import dev.k3form.frontend.program.Program;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a compilation.
 *
 * @param configuration the configuration; empty if there are errors
 * @param program the resolved program, with or without errors
 * @param compiled what the configuration was made of; empty if there are errors
 * @param diagnostics errors and warnings in order of their places
 * @param sources the files that were read, for showing their lines
 */
public record CompileResult(
    Optional<ProgramConfiguration> configuration,
    Program program,
    Optional<Compiled> compiled,
    List<Diagnostic> diagnostics,
    Map<String, SourceFile> sources) {
  /** Copies the collections. */
  public CompileResult {
    diagnostics = List.copyOf(diagnostics);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** Reports whether there are errors. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
