package dev.k3form.frontend.compile;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Evaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an example of a page: a file, or several that begin with {@code # file: path}. */
final class PageExamples {
  private static final String FILE = "# file: ";

  private PageExamples() {}

  /** Returns every diagnostic of compiling and evaluating an example. */
  static List<Diagnostic> run(Path directory, String example) {
    write(directory, example);
    CompileResult result =
        Compiler.compile(CompileRequest.of(directory, TestSchemas.all(), Sources.NOW));
    List<Diagnostic> all = new ArrayList<>(result.diagnostics());
    if (result.configuration().isPresent()) {
      Evaluation evaluation = Sources.evaluate(result);
      all.addAll(evaluation.graph().diagnostics());
      evaluation.graph().deferred().forEach(d -> all.add(d.reason()));
      evaluation.graph().checks().stream()
          .map(CheckOutcome::diagnostic)
          .flatMap(Optional::stream)
          .forEach(all::add);
    }
    return all;
  }

  private static void write(Path directory, String example) {
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    String path = "main.k3s";
    for (String line : example.lines().toList()) {
      if (line.startsWith(FILE)) {
        path = line.substring(FILE.length());
      } else {
        files.computeIfAbsent(path, _ -> new StringBuilder()).append(line).append('\n');
      }
    }
    try {
      for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
        Path target = directory.resolve(file.getKey());
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.writeString(target, file.getValue().toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
