package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.ExpressionTree;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads syntax trees: lexer, {@link Layout}, generated parser, builders.
 *
 * <p>The parser runs in ANTLR's fast SLL mode first and gives up at the first error; only then does
 * it run again in LL mode, with {@link Recovery}.
 */
public final class TreeReader {
  private TreeReader() {}

  /** Reads a configuration file. */
  public static SyntaxTree readFile(SourceFile file) {
    Layout.Result layout = Layout.ofFile(file);
    List<Diagnostic> problems = new ArrayList<>(layout.diagnostics());
    Body body;
    try {
      K3sParser.FileContext context = parse(file, layout, problems, K3sParser::file);
      body = new BodyBuilder(file, problems).file(context);
    } catch (StackOverflowError _) {
      problems.add(SyntaxErrors.tooDeep(new Span(file.path(), 0, 0)));
      body = new Body(List.of(), new Span(file.path(), 0, file.text().length()));
    }
    return new SyntaxTree(file, body, layout.all(), sorted(problems));
  }

  /** Reads a single expression. */
  public static ExpressionTree readExpression(SourceFile file) {
    Layout.Result layout = Layout.ofExpression(file);
    List<Diagnostic> problems = new ArrayList<>(layout.diagnostics());
    Span whole = new Span(file.path(), 0, file.text().length());
    Expression expression;
    try {
      K3sParser.StandaloneExpressionContext context =
          parse(file, layout, problems, K3sParser::standaloneExpression);
      expression =
          context.exception != null
              ? new Expression.ErrorExpr(whole)
              : new ExpressionBuilder(file, problems).build(context.expression());
    } catch (StackOverflowError _) {
      problems.add(SyntaxErrors.tooDeep(new Span(file.path(), 0, 0)));
      expression = new Expression.ErrorExpr(whole);
    }
    return new ExpressionTree(file, expression, layout.all(), sorted(problems));
  }

  private static <C extends ParserRuleContext> C parse(
      SourceFile file,
      Layout.Result layout,
      List<Diagnostic> problems,
      Function<K3sParser, C> rule) {
    CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(layout.meaningful()));
    tokens.fill();
    K3sParser parser = new K3sParser(tokens);
    parser.removeErrorListeners();
    if (problems.isEmpty()) {
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      parser.setErrorHandler(new BailErrorStrategy());
      try {
        return rule.apply(parser);
      } catch (ParseCancellationException _) {
        parser.reset();
      }
    }
    parser.getInterpreter().setPredictionMode(PredictionMode.LL);
    parser.setErrorHandler(new Recovery(new Unexpected(file), problems));
    return rule.apply(parser);
  }

  private static List<Diagnostic> sorted(List<Diagnostic> problems) {
    Diagnostics sorted = new Diagnostics();
    sorted.addAll(problems);
    return sorted.sorted();
  }
}
