package dev.k3form.cli.project;

import dev.k3form.cli.Version;
import dev.k3form.cli.command.CommandFailure;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.frontend.compile.CompileRequest;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.compile.Compiler;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.Refactoring;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles the configuration of a project for a command. */
public final class Compilation {
  private Compilation() {}

  /** Returns the configuration; errors in it are a failure of the command. */
  public static Compiled of(
      Project project, List<String> variables, List<Path> files, EventView view) {
    CompileResult result;
    try (PhaseMeter _ = new EventSink(view).phase(Phase.COMPILE, 0)) {
      result = compile(project, variables, files);
    }
    return checked(project.terminal(), result, view);
  }

  /** Returns what came of the compilation, errors and all. */
  public static CompileResult compile(Project project, List<String> variables, List<Path> files) {
    return fitting(Compiler.compile(request(project, variables, files)));
  }

  /** Compiles for expressions that a user types; a directory without configuration will do. */
  public static CompileResult forConsole(
      Project project, List<String> variables, List<Path> files) {
    return fitting(Compiler.compileForConsole(request(project, variables, files)));
  }

  private static CompileRequest request(Project project, List<String> variables, List<Path> files) {
    Terminal terminal = project.terminal();
    return new CompileRequest(
        terminal.directory(),
        pairs(variables),
        files.stream().map(Path::toString).toList(),
        terminal.environment(),
        project.catalog().schemas(),
        project.location().workspace(),
        Instant.now());
  }

  /**
   * A configuration some of whose imports have no resource block yet.
   *
   * @param lacking the addresses of those
   */
  public record OpenImports(Compiled compiled, List<ResourceAddress> lacking) {}

  /** Returns the configuration; imports may name resources that are not declared. */
  public static OpenImports openImports(
      Project project, List<String> variables, List<Path> files, EventView view) {
    CompileResult result = fitting(Compiler.compileOpenImports(request(project, variables, files)));
    Compiled compiled = checked(project.terminal(), result, view);
    Set<String> declared =
        result.program().rootModule().resources().keySet().stream()
            .map(Object::toString)
            .collect(Collectors.toSet());
    List<ResourceAddress> lacking =
        compiled.configuration().refactorings().stream()
            .filter(Refactoring.Import.class::isInstance)
            .map(r -> ((Refactoring.Import) r).to())
            .filter(to -> to.module().isRoot() && !declared.contains(to.type() + "." + to.name()))
            .toList();
    return new OpenImports(compiled, lacking);
  }

  /** Compiles what a saved plan carries. */
  public static Compiled of(Project project, ConfigurationSources sources, EventView view) {
    return checked(
        project.terminal(),
        fitting(Compiler.compile(sources, project.catalog().schemas(), Instant.now())),
        view);
  }

  private static Compiled checked(Terminal terminal, CompileResult result, EventView view) {
    Configuration configuration =
        result
            .configuration()
            .map(Configuration.class::cast)
            .orElseThrow(() -> new CommandFailure(result.diagnostics(), result.sources()));
    view.diagnostics(result.diagnostics(), DiagnosticsView.of(terminal).with(result.sources()));
    return new Compiled(configuration, result.sources());
  }

  /** Compiles without values for variables, for checking only. */
  public static CompileResult check(Project project) {
    return fitting(
        Compiler.validate(
            CompileRequest.of(project.directory(), project.catalog().schemas(), Instant.now())));
  }

  /** Holds the configuration to the version of k3form that it asks for. */
  private static CompileResult fitting(CompileResult result) {
    return Version.released()
        .flatMap(version -> Compiler.versionProblem(result.program().settings(), version))
        .filter(
            problem ->
                result.diagnostics().stream().noneMatch(d -> d.code().equals(problem.code())))
        .map(
            problem -> {
              List<Diagnostic> all = new ArrayList<>();
              all.add(problem);
              all.addAll(result.diagnostics());
              return new CompileResult(
                  Optional.empty(), result.program(), Optional.empty(), all, result.sources());
            })
        .orElse(result);
  }

  private static Map<String, String> pairs(List<String> variables) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String pair : variables) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new CommandFailure(
            Diagnostic.error("K3-0802", "-var takes NAME=VALUE, not `" + shown(pair) + "`")
                .help("write for example -var 'node=pve'")
                .build());
      }
      out.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
    }
    return out;
  }

  /** A value might be a secret: only what could be a name is repeated. */
  private static String shown(String pair) {
    return pair.length() > 20 ? pair.substring(0, 8) + "…" : pair;
  }
}
