package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Builds the steps of a traversal: what a splat applies to is decided here. */
final class StepBuilder {
  private final Spans spans;
  private final ExpressionBuilder expressions;
  private final List<Diagnostic> diagnostics;

  StepBuilder(Spans spans, ExpressionBuilder expressions, List<Diagnostic> diagnostics) {
    this.spans = spans;
    this.expressions = expressions;
    this.diagnostics = diagnostics;
  }

  /** Builds steps from the last to the first, since a splat takes what follows it. */
  List<Step> build(List<K3sParser.StepContext> contexts) {
    Deque<Step> steps = new ArrayDeque<>();
    for (K3sParser.StepContext context : contexts.reversed()) {
      Span span = spans.of(context);
      steps.push(
          switch (context) {
            case K3sParser.FullSplatContext _ -> {
              List<Step> each = List.copyOf(steps);
              steps.clear();
              yield new Step.FullSplat(each, spanOf(span, each));
            }
            case K3sParser.AttributeSplatContext _ -> attributeSplat(span, steps);
            case K3sParser.GetAttributeContext get ->
                new Step.GetAttribute(spans.identifier(get.IDENTIFIER().getSymbol()), span);
            case K3sParser.LegacyIndexContext legacy ->
                legacyIndex(legacy.NUMBER().getSymbol(), span);
            case K3sParser.IndexContext index ->
                new Step.Index(expressions.build(index.expression()), span);
            default -> throw new IllegalStateException("no builder for " + context.getClass());
          });
    }
    return List.copyOf(steps);
  }

  /** Takes the attributes and legacy indexes that follow. */
  private Step attributeSplat(Span span, Deque<Step> following) {
    List<Step> each = new ArrayList<>();
    while (following.peek() instanceof Step.GetAttribute
        || following.peek() instanceof Step.LegacyIndex) {
      each.add(following.pop());
    }
    if (following.peek() instanceof Step.AttributeSplat(var _, Span second)) {
      diagnostics.add(
          SyntaxErrors.nestedSplat(new Span(second.file(), second.start(), second.start() + 2)));
    }
    return new Step.AttributeSplat(each, spanOf(span, each));
  }

  private static Span spanOf(Span splat, List<Step> each) {
    return each.isEmpty() ? splat : splat.to(each.getLast().span());
  }

  private Step legacyIndex(Token number, Span span) {
    String text = number.getText();
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > 1000) {
      // A number with two points has been reported by the layout.
      if (text.indexOf('.') == text.lastIndexOf('.')) {
        diagnostics.add(SyntaxErrors.chainedIndex(spans.of(number), text));
      }
      return new Step.LegacyIndex(BigInteger.ZERO, span);
    }
    return new Step.LegacyIndex(new BigInteger(text), span);
  }
}
