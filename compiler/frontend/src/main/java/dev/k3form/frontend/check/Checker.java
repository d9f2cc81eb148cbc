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
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    Map<String, Set<String>> recursive = new HashMap<>();
    for (Module module : program.modules().values()) {
      new SchemaChecker(module, program, schemas, problems).check();
      FunctionChecks.Recursion recursion = FunctionChecks.recursion(module);
      problems.addAll(recursion.problems());
      recursive.put(module.directory(), recursion.functions());
      MovedChecks.check(module, p -> problems.accept(p.toDiagnostic()));
    }
    ProviderPassing.check(compiled.root(), problems);
    new AbstractWalk(compiled, recursive, LiteralShape::check, problems).run();
    return problems.sorted();
  }

  /**
   * Returns warnings of what nobody uses.
   *
   * @param doubtful the files in which errors may hide uses; empty where nothing is wrong
   */
  public List<Diagnostic> unused(Collection<SourceFile> doubtful) {
    Diagnostics warnings = new Diagnostics();
    Set<String> mentions = UnusedNames.mentions(doubtful);
    program.modules().values().forEach(module -> UnusedNames.check(module, mentions, warnings));
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
