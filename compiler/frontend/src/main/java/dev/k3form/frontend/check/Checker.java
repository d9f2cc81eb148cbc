package dev.k3form.frontend.check;

import dev.k3form.frontend.graph.DependencyGraph;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Program;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds every mistake in names, blocks and types that can be found without values. */
public final class Checker {
  private final Program program;
  private final ModuleTree root;
  private final DependencyGraph graph;
  private final Schemas schemas;
  private final FileAccess files;
  private final Instant planTime;

  /** Creates a checker. */
  public Checker(
      Program program,
      ModuleTree root,
      DependencyGraph graph,
      Schemas schemas,
      FileAccess files,
      Instant planTime) {
    this.program = program;
    this.root = root;
    this.graph = graph;
    this.schemas = schemas;
    this.files = files;
    this.planTime = planTime;
  }

  /** Returns the mistakes and warnings. */
  public List<Diagnostic> check() {
    Diagnostics problems = new Diagnostics();
    for (List<DependencyGraph.Step> cycle : graph.cycles()) {
      problems.accept(new GraphProblem.Cycle(cycle).toDiagnostic());
    }
    for (Module module : program.modules().values()) {
      new SchemaChecker(module, program, schemas, problems).check();
    }
    return problems.sorted();
  }

  /** Returns an error for each module that calls itself. */
  public static List<Diagnostic> recursion(Program program) {
    List<Diagnostic> out = new ArrayList<>();
    visit(program, program.rootModule(), new ArrayList<>(), out);
    return out;
  }

  private static void visit(
      Program program, Module module, List<String> path, List<Diagnostic> out) {
    path.add(module.directory());
    for (Declaration.ModuleCall call : module.calls().values()) {
      if (path.contains(call.directory())) {
        out.add(new GraphProblem.ModuleCallsItself(call.name(), call.span()).toDiagnostic());
      } else {
        visit(program, program.module(call.directory()), path, out);
      }
    }
    path.removeLast();
  }
}
