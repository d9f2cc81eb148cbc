package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StateValues;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.ExecutionView;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.emit.CheckedText;
import dev.k3form.frontend.emit.GraphText;
import dev.k3form.frontend.emit.ProgramText;
import dev.k3form.frontend.evaluate.ProgramConfiguration;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.SourceDecoder;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.frontend.syntax.tree.TreePrinter;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an artefact of the pipeline, to see what k3form makes of a configuration. */
@Command(
    name = "debug",
    description = "Print what a stage makes of the configuration: tokens, tree, program and on.")
final class DebugCommand extends ProjectCommand {
  /** The artefacts, in the order of the pipeline. */
  enum Artefact {
    TOKENS,
    TREE,
    PROGRAM,
    CHECKED,
    GRAPH,
    PLAN
  }

  @Option(
      names = "--emit",
      required = true,
      paramLabel = "STAGE",
      description =
          "tokens, tree: of each file; program: names bound; checked: types and dependencies;"
              + " graph: instances and values by the state alone; plan: the steps of an apply.")
  private Artefact emit;

  @Parameters(
      paramLabel = "FILE",
      description = "Files, for tokens and tree; those of the directory unless given.")
  private List<Path> files = List.of();

  @Mixin private VariableOptions variables;
  @Mixin private StateOptions state;

  @Override
  public Integer call() {
    return switch (emit) {
      case TOKENS -> syntax(tree -> TreePrinter.tokens(tree.tokens()));
      case TREE -> syntax(tree -> TreePrinter.tree(tree.body()));
      case PROGRAM -> {
        CompileResult result = Compilation.check(project());
        terminal().out().print(ProgramText.of(result.program()));
        yield finish(result.diagnostics(), result.sources());
      }
      case CHECKED -> {
        CompileResult result = Compilation.check(project());
        result.compiled().ifPresent(c -> terminal().out().print(CheckedText.of(c)));
        yield finish(result.diagnostics(), result.sources());
      }
      case GRAPH -> graph();
      case PLAN -> plan();
    };
  }

  private int syntax(Function<SyntaxTree, String> printer) {
    int exit = ExitCode.OK;
    for (Path path : files.isEmpty() ? sources() : files) {
      SourceDecoder.Decoded source = SourceDecoder.decode(path.toString(), read(path));
      SourceFile file = source.file();
      SyntaxTree tree = Parser.parseFile(file);
      terminal().out().println("# " + path);
      terminal().out().print(printer.apply(tree));
      List<Diagnostic> problems = new ArrayList<>(source.diagnostics());
      problems.addAll(tree.diagnostics());
      exit = Math.max(exit, finish(problems, Map.of(file.path(), file)));
    }
    return exit;
  }

  private List<Path> sources() {
    Path directory = terminal().directory();
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isRegularFile)
          .map(directory::relativize)
          .filter(f -> f.toString().endsWith(".k3s"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private byte[] read(Path path) {
    try {
      return Files.readAllBytes(terminal().directory().resolve(path));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static CommandFailure unreadable(Path path, IOException e) {
    return new CommandFailure(
        Diagnostic.error("K3-0804", "a file cannot be read or written")
            .note(path + ": " + e.getClass().getSimpleName())
            .build());
  }

  private int graph() {
    Project project = project();
    CompileResult result = Compilation.compile(project, variables.variables(), variables.files());
    if (result.configuration().isEmpty()) {
      return finish(result.diagnostics(), result.sources());
    }
    ProgramConfiguration configuration = result.configuration().get();
    StateValues values = StateValues.of(project, result.compiled().orElseThrow().schemas());
    DesiredGraph graph = configuration.evaluate(values).graph();
    terminal().out().print(GraphText.of(graph));
    return finish(graph.diagnostics(), result.sources());
  }

  private int plan() {
    Project project = project();
    var view = view(false);
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    try (Run run = Run.open(project, compiled, "plan", state.lockTimeout(), view)) {
      var planned = run.plan(PlanOptions.DEFAULT, view);
      new ExecutionView(terminal()).print(planned.plan().execution());
    }
    return ExitCode.OK;
  }

  private int finish(List<Diagnostic> diagnostics, Map<String, SourceFile> sources) {
    DiagnosticsView.of(terminal()).with(sources).print(diagnostics);
    return diagnostics.stream().anyMatch(Diagnostic::isError) ? ExitCode.ERROR : ExitCode.OK;
  }
}
