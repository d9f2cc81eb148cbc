package dev.k3form.frontend.check;

import dev.k3form.frontend.evaluate.AbstractWalk;
import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.frontend.graph.DependencyGraph;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Program;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/** Finds every mistake in names, blocks and types that can be found without values. */
public final class Checker {
  private final Program program;
  private final Compiled compiled;
  private final DependencyGraph graph;
  private final Schemas schemas;

  /** Creates a checker of a program that is compiled but for the values of its variables. */
  public Checker(Program program, Compiled compiled) {
    this.program = program;
    this.compiled = compiled;
    this.graph = compiled.graph();
    this.schemas = compiled.schemas();
  }

  /** Returns the mistakes and warnings. */
  public List<Diagnostic> check() {
    Diagnostics problems = new Diagnostics();
    for (List<DependencyGraph.Step> cycle : graph.cycles()) {
      problems.accept(new GraphProblem.Cycle(cycle).toDiagnostic());
    }
    List<Diagnostic> recursive = new ArrayList<>();
    for (Module module : program.modules().values()) {
      new SchemaChecker(module, program, schemas, problems).check();
      recursive.addAll(FunctionChecks.recursion(module));
      MovedChecks.check(module, p -> problems.accept(p.toDiagnostic()));
    }
    problems.addAll(recursive);
    if (recursive.isEmpty()) {
      new AbstractWalk(compiled, LiteralShape::check, problems).run();
    }
    return problems.sorted();
  }

  /** Returns warnings of what nobody uses; of interest only where nothing is wrong. */
  public List<Diagnostic> unused() {
    Diagnostics warnings = new Diagnostics();
    program.modules().values().forEach(module -> UnusedNames.check(module, warnings));
    return warnings.sorted();
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
