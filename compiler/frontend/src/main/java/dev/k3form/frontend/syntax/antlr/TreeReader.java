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
      body =
          PartReader.read(file, layout, problems)
              .orElseGet(
                  () -> {
                    var context = parse(file, layout, problems, K3sParser::file);
                    return new BodyBuilder(file, problems).file(context);
                  });
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
    if (problems.isEmpty()) {
      try {
        return rule.apply(strict(layout.meaningful()));
      } catch (ParseCancellationException _) {
        // It has an error, which the other mode is about.
      }
    }
    K3sParser parser = parser(layout.meaningful());
    parser.getInterpreter().setPredictionMode(PredictionMode.LL);
    parser.setErrorHandler(new Recovery(new Unexpected(file), problems));
    return rule.apply(parser);
  }

  /** Returns a parser in the fast mode, which throws at the first error. */
  static K3sParser strict(List<K3sToken> tokens) {
    K3sParser parser = parser(tokens);
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    return parser;
  }

  private static K3sParser parser(List<K3sToken> tokens) {
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
    stream.fill();
    K3sParser parser = new K3sParser(stream);
    parser.removeErrorListeners();
    return parser;
  }

  private static List<Diagnostic> sorted(List<Diagnostic> problems) {
    Diagnostics sorted = new Diagnostics();
    sorted.addAll(problems);
    return sorted.sorted();
  }
}
