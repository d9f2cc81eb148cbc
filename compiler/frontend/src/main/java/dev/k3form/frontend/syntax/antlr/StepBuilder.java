package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.math.BigInteger;
import java.util.ArrayList;
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
    List<Step> steps = new ArrayList<>();
    for (K3sParser.StepContext context : contexts.reversed()) {
      Span span = spans.of(context);
      switch (context) {
        case K3sParser.FullSplatContext _ -> {
          Step splat = new Step.FullSplat(steps, steps.isEmpty() ? span : span.to(steps.getLast().span()));
          steps = new ArrayList<>(List.of(splat));
        }
        case K3sParser.AttributeSplatContext _ -> steps = attributeSplat(span, steps);
        case K3sParser.GetAttributeContext get ->
            steps.addFirst(new Step.GetAttribute(spans.identifier(get.IDENTIFIER().getSymbol()), span));
        case K3sParser.LegacyIndexContext legacy ->
            steps.addFirst(legacyIndex(legacy.NUMBER().getSymbol(), span));
        case K3sParser.IndexContext index ->
            steps.addFirst(new Step.Index(expressions.build(index.expression()), span));
        default -> throw new IllegalStateException("no builder for " + context.getClass());
      }
    }
    return steps;
  }

  private List<Step> attributeSplat(Span span, List<Step> following) {
    int end = 0;
    while (end < following.size()
        && (following.get(end) instanceof Step.GetAttribute
            || following.get(end) instanceof Step.LegacyIndex)) {
      end++;
    }
    if (end < following.size() && following.get(end) instanceof Step.AttributeSplat(var _, Span second)) {
      diagnostics.add(SyntaxErrors.nestedSplat(new Span(second.file(), second.start(), second.start() + 2)));
    }
    List<Step> each = following.subList(0, end);
    List<Step> steps = new ArrayList<>(following.subList(end, following.size()));
    steps.addFirst(new Step.AttributeSplat(each, each.isEmpty() ? span : span.to(each.getLast().span())));
    return steps;
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
