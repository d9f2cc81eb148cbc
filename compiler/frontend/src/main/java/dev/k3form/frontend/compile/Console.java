package dev.k3form.frontend.compile;

import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.frontend.evaluate.RootSession;
import dev.k3form.frontend.function.Functions;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.resolve.StandaloneExpressions;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.ExpressionTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Evaluates expressions that a user types, in the scope of the root module. */
public final class Console {
  private final Module module;
  private final RootSession session;

  /**
   * Creates a console.
   *
   * @param values what the instances are worth, for example as state has them
   */
  public Console(Compiled compiled, InstanceValues values) {
    this.module = compiled.root().module();
    this.session = new RootSession(compiled, values);
  }

  /**
   * What came of an expression.
   *
   * @param file the text, for showing the place of a problem
   */
  public record Answer(Optional<Value> value, List<Diagnostic> problems, SourceFile file) {}

  /** Evaluates an expression. */
  public Answer evaluate(String text) {
    SourceFile file = new SourceFile("<console>", text);
    ExpressionTree tree = Parser.parseExpression(file);
    List<Diagnostic> problems = new ArrayList<>(tree.diagnostics());
    if (tree.hasErrors()) {
      return new Answer(Optional.empty(), problems, file);
    }
    Expr expression = StandaloneExpressions.resolve(tree.expression(), module, problems::add);
    if (problems.stream().anyMatch(Diagnostic::isError)) {
      return new Answer(Optional.empty(), problems, file);
    }
    RootSession.Outcome outcome = session.evaluate(expression);
    problems.addAll(outcome.problems());
    return new Answer(outcome.value(), problems, file);
  }

  /** Returns what may be typed at the start of an expression, for completion. */
  public List<String> completions() {
    TreeSet<String> out = new TreeSet<>();
    module.variables().keySet().forEach(n -> out.add("var." + n));
    module.locals().keySet().forEach(n -> out.add("local." + n));
    module.resources().keySet().forEach(t -> out.add(t.toString()));
    module.calls().keySet().forEach(n -> out.add("module." + n));
    Functions.standard().names().forEach(n -> out.add(n + "("));
    module.functions().keySet().forEach(n -> out.add(n + "("));
    return List.copyOf(out);
  }
}
