package dev.k3form.frontend.compile;

import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.frontend.evaluate.RootSession;
import dev.k3form.frontend.function.Functions;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.resolve.StandaloneExpressions;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.ExpressionTree;
import dev.k3form.frontend.syntax.tree.Tokens;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Reports whether brackets or a heredoc are open at the end, so that more lines belong to it. */
  public static boolean isUnfinished(String text) {
    Tokens tokens = Parser.parseExpression(new SourceFile("<console>", text)).tokens();
    int open = 0;
    for (int i = 0; i < tokens.size(); i++) {
      open +=
          switch (tokens.kind(i)) {
            case LEFT_PAREN,
                LEFT_BRACKET,
                LEFT_BRACE,
                HEREDOC_START,
                INTERPOLATION_START,
                DIRECTIVE_START ->
                1;
            case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, HEREDOC_END, TEMPLATE_END -> -1;
            default -> 0;
          };
    }
    return open > 0;
  }

  /** Reports whether there is an expression at all, and not only space and comments. */
  public static boolean isBlank(String text) {
    return Parser.parseExpression(new SourceFile("<console>", text)).tokens().stream()
        .allMatch(
            t ->
                switch (t.kind()) {
                  case WHITESPACE, NEWLINE, LINE_COMMENT, BLOCK_COMMENT -> true;
                  default -> false;
                });
  }

  /** Returns where the reference starts that what was typed ends with. */
  public static int wordStart(String typed) {
    int start = typed.length();
    while (start > 0 && isOfReference(typed.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isOfReference(char c) {
    return Character.isLetterOrDigit(c) || "_-.[]\"".indexOf(c) >= 0;
  }

  /**
   * Returns how what was typed may go on: names at the start of a reference, the attributes of an
   * object after its dot.
   */
  public List<String> completions(String typed) {
    String word = typed.substring(wordStart(typed));
    TreeSet<String> out = new TreeSet<>();
    names().stream().filter(n -> n.startsWith(word)).forEach(out::add);
    int dot = word.lastIndexOf('.');
    if (out.isEmpty() && dot > 0) {
      String object = word.substring(0, dot);
      Optional<Value> value = evaluate(object).value().map(Value::reveal);
      if (value.isPresent()) {
        Set<String> keys =
            switch (value.get()) {
              case Value.Obj(var fields) -> fields.keySet();
              case Value.MapOf(var _, var entries) -> entries.keySet();
              default -> Set.of();
            };
        keys.stream().map(k -> object + "." + k).filter(k -> k.startsWith(word)).forEach(out::add);
      }
    }
    return List.copyOf(out);
  }

  private Set<String> names() {
    TreeSet<String> out = new TreeSet<>();
    module.variables().keySet().forEach(n -> out.add("var." + n));
    module.locals().keySet().forEach(n -> out.add("local." + n));
    module.resources().keySet().forEach(t -> out.add(t.toString()));
    module.calls().keySet().forEach(n -> out.add("module." + n));
    List.of("path.module", "path.root", "path.cwd", "k3form.workspace").forEach(out::add);
    Functions.standard().names().forEach(n -> out.add(n + "("));
    module.functions().keySet().forEach(n -> out.add(n + "("));
    return out;
  }
}
