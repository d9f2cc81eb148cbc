package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.evaluate.Interpreter;
import dev.k3form.frontend.evaluate.Scope;
import dev.k3form.frontend.evaluate.TemplateRenderer;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.ExpressionTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Renders the templates of {@code templatefile} and {@code templatestring}. */
public final class Templates implements TemplateRenderer {
  /** The renderer. */
  public static final Templates INSTANCE = new Templates();

  private static final int DEEPEST = 32;
  private static final String ERROR = "the template has an error";
  private static final String TOO_DEEP = "templates are nested";
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*");

  private Templates() {}

  @Override
  public Value render(String name, String template, Map<String, Value> names, Scope scope) {
    for (String key : names.keySet()) {
      if (!NAME.matcher(key).matches()) {
        throw new ValueException(
            new ValueProblem.CallFailed(
                "templatefile", "`" + key + "` cannot be a name in a template"));
      }
    }
    boolean unended = !template.endsWith("\n");
    String marker = marker(template);
    SourceFile file =
        new SourceFile(
            name, "<<" + marker + "\n" + template + (unended ? "\n" : "") + marker + "\n");
    ExpressionTree tree = Parser.parseExpression(file);
    List<Diagnostic> problems = new ArrayList<>(tree.diagnostics());
    StandaloneExpressions.Open open =
        StandaloneExpressions.resolve(tree.expression(), names.keySet(), problems::add);
    for (Diagnostic problem : problems) {
      if (problem.isError()) {
        throw failed(name, file, problem);
      }
    }
    NestedScope inside = new NestedScope(scope, depth(name, scope));
    Value text;
    try {
      text = Interpreter.evaluating(inside).evaluate(open.expression(), open.names(), names);
    } catch (ValueException e) {
      throw isOfInnerTemplate(e.problem())
          ? new ValueException(e.problem())
          : failed(name, file, e.problem().diagnose(e.span()).build());
    }
    return unended && !template.endsWith("~}") ? withoutNewline(text) : text;
  }

  /** Templates are read as heredocs, whose last line must end. */
  private static Value withoutNewline(Value text) {
    return switch (text) {
      case Value.Secret(Value inner) -> new Value.Secret(withoutNewline(inner));
      case Value.Str(String s) when s.endsWith("\n") -> Value.str(s.substring(0, s.length() - 1));
      default -> text;
    };
  }

  private static String marker(String template) {
    int n = 0;
    while (template.contains("END_OF_TEMPLATE_" + n)) {
      n++;
    }
    return "END_OF_TEMPLATE_" + n;
  }

  private static int depth(String name, Scope scope) {
    int depth = scope instanceof NestedScope nested ? nested.depth() + 1 : 1;
    if (depth > DEEPEST) {
      throw new ValueException(
          new ValueProblem.CallFailed(name, TOO_DEEP + " more than " + DEEPEST + " deep"));
    }
    return depth;
  }

  /** Reports whether a template in the template has told its own place already. */
  private static boolean isOfInnerTemplate(ValueProblem problem) {
    return problem instanceof ValueProblem.CallFailed(var _, String why)
        && (why.startsWith(ERROR) || why.startsWith(TOO_DEEP));
  }

  private static ValueException failed(String name, SourceFile file, Diagnostic problem) {
    String place =
        problem.primary().isPlace() ? " in line " + (file.line(problem.primary().start()) - 1) : "";
    String why = problem.primaryLabel().isEmpty() ? "" : ": " + problem.primaryLabel();
    return new ValueException(
        new ValueProblem.CallFailed(name, ERROR + place + ": " + problem.summary() + why));
  }
}
