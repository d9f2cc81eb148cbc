package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.JsonView;
import dev.k3form.engine.planning.Rehearsal;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.evaluate.ProgramConfiguration;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Checks the configuration without touching anything. */
@Command(name = "validate", description = "Check the configuration; contacts nobody.")
final class ValidateCommand extends ProjectCommand {
  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    CompileResult result = Compilation.check(project());
    DiagnosticsView view = DiagnosticsView.of(terminal()).with(result.sources());
    List<Diagnostic> diagnostics = withProviders(result);
    long errors = diagnostics.stream().filter(d -> d.isError()).count();
    if (json) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("format_version", JsonView.FORMAT);
      out.put("valid", errors == 0);
      out.put("error_count", errors);
      out.put("warning_count", diagnostics.size() - errors);
      out.put("diagnostics", diagnostics.stream().map(view::data).toList());
      terminal()
          .out()
          .println(
              JsonMapper.builder()
                  .build()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(out));
    } else {
      view.print(diagnostics);
      if (errors == 0) {
        terminal().out().println("The configuration is valid.");
      }
    }
    return errors == 0 ? ExitCode.OK : ExitCode.ERROR;
  }

  /** Adds what the providers say of the arguments, which they check without contacting anybody. */
  private List<Diagnostic> withProviders(CompileResult result) {
    if (result.compiled().isEmpty()) {
      return result.diagnostics();
    }
    Configuration configuration =
        new ProgramConfiguration(result.compiled().get(), result.diagnostics());
    Diagnostics all = new Diagnostics();
    all.addAll(result.diagnostics());
    all.addAll(Rehearsal.of(configuration, project().catalog(), project().directory()));
    return all.sorted();
  }
}
