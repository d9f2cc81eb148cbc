package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StateValues;
import dev.k3form.cli.view.graph.DotText;
import dev.k3form.cli.view.graph.MermaidText;
import dev.k3form.cli.view.graph.Picture;
import dev.k3form.cli.view.graph.SvgDrawing;
import dev.k3form.engine.file.PlanFile;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.model.diagnostic.Diagnostic;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws what depends on what, by the configuration and the state alone, or in a saved plan. */
@Command(
    name = "graph",
    description = "Draw what depends on what: for Graphviz, Mermaid or as SVG.")
final class GraphCommand extends ProjectCommand {
  /** The languages of pictures. */
  enum Format {
    DOT,
    MERMAID,
    SVG
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "dot",
      description = "dot (unless given), mermaid or svg.")
  private Format format;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Draw what this saved plan changes instead of the configuration.")
  private @Nullable Path plan;

  @Mixin private VariableOptions variables;

  @Override
  public Integer call() {
    Project project = project();
    Picture picture = plan == null ? configuration(project) : saved(project, plan);
    String text =
        switch (format) {
          case DOT -> DotText.of(picture);
          case MERMAID -> MermaidText.of(picture);
          case SVG -> SvgDrawing.of(picture);
        };
    terminal().out().print(text);
    terminal().out().flush();
    return ExitCode.OK;
  }

  private static Picture saved(Project project, Path file) {
    Path path = project.directory().resolve(file);
    return Picture.of(Project.guarded(() -> PlanFile.read(path, project.keys().sealer())).plan());
  }

  private Picture configuration(Project project) {
    CompileResult result = Compilation.compile(project, variables.variables(), variables.files());
    if (result.configuration().isEmpty()) {
      throw new CommandFailure(result.diagnostics(), result.sources());
    }
    StateValues values = StateValues.of(project, result.compiled().orElseThrow().schemas());
    var graph = result.configuration().get().evaluate(values).graph();
    if (graph.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      throw new CommandFailure(graph.diagnostics(), result.sources());
    }
    return Picture.of(graph);
  }
}
