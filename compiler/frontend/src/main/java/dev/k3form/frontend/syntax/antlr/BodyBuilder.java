package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.BlockLabel;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.frontend.syntax.tree.BodyItem;
import dev.k3form.frontend.syntax.tree.ErrorItem;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Identifier;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds bodies, attributes and blocks from the parse tree. */
final class BodyBuilder {
  private final Spans spans;
  private final List<Diagnostic> diagnostics;
  private final ExpressionBuilder expressions;

  BodyBuilder(SourceFile file, List<Diagnostic> diagnostics) {
    this.spans = new Spans(file);
    this.diagnostics = diagnostics;
    this.expressions = new ExpressionBuilder(file, diagnostics);
  }

  Body file(K3sParser.FileContext context) {
    Span whole = new Span(spans.file().path(), 0, spans.file().text().length());
    return new Body(items(context.body()), whole);
  }

  private List<BodyItem> items(K3sParser.BodyContext context) {
    List<BodyItem> items = new ArrayList<>();
    Map<String, Identifier> names = new HashMap<>();
    if (context.children == null) {
      return items;
    }
    for (ParseTree child : context.children) {
      switch (child) {
        case K3sParser.ItemContext item -> add(item(item), items, names);
        case TerminalNode skipped -> skip(spans.of(skipped.getSymbol()), items);
        default -> {}
      }
    }
    return items;
  }

  private void add(BodyItem item, List<BodyItem> items, Map<String, Identifier> names) {
    if (item instanceof Attribute attribute) {
      Identifier name = attribute.name();
      Identifier first = names.putIfAbsent(name.name(), name);
      if (first != null) {
        diagnostics.add(SyntaxErrors.duplicate(name.name(), first.span(), name.span()));
        return;
      }
    }
    items.add(item);
  }

  /** Joins what was skipped in a row. */
  private static void skip(Span span, List<BodyItem> items) {
    if (!items.isEmpty() && items.getLast() instanceof ErrorItem(Span before)) {
      items.set(items.size() - 1, new ErrorItem(before.to(span)));
    } else {
      items.add(new ErrorItem(span));
    }
  }

  private BodyItem item(K3sParser.ItemContext context) {
    if (context.attribute() != null) {
      return attribute(context.attribute());
    }
    boolean complete = context.block() != null && context.block().RIGHT_BRACE() != null;
    return complete && context.exception == null
        ? block(context.block())
        : new ErrorItem(spans.of(context));
  }

  private BodyItem attribute(K3sParser.AttributeContext context) {
    if (context.ASSIGN() == null) {
      return new ErrorItem(spans.of(context));
    }
    Identifier name = spans.identifier(context.IDENTIFIER().getSymbol());
    if (context.exception == null) {
      Expression value = expressions.build(context.expression());
      return new Attribute(name, value, spans.of(context));
    }
    Span equals = spans.of(context.ASSIGN().getSymbol());
    Span rest =
        new Span(equals.file(), equals.end(), Math.max(equals.end(), spans.of(context).end()));
    return new Attribute(name, new Expression.ErrorExpr(rest), name.span().to(rest));
  }

  private Block block(K3sParser.BlockContext context) {
    Identifier type = spans.identifier(context.IDENTIFIER().getSymbol());
    List<BlockLabel> labels = new ArrayList<>();
    Span header = type.span();
    for (K3sParser.LabelContext label : context.label()) {
      labels.add(label(label));
      header = header.to(labels.getLast().span());
    }
    Token open = context.LEFT_BRACE().getSymbol();
    Token close = context.RIGHT_BRACE().getSymbol();
    List<BodyItem> items =
        context.attribute() != null
            ? List.of(attribute(context.attribute()))
            : context.body() != null ? items(context.body()) : List.of();
    Body body = new Body(items, spans.between(open, close));
    return new Block(type, labels, body, header, spans.of(context));
  }

  private BlockLabel label(K3sParser.LabelContext context) {
    Span span = spans.of(context);
    if (context.IDENTIFIER() != null) {
      return new BlockLabel(context.IDENTIFIER().getText(), false, span);
    }
    StringBuilder text = new StringBuilder();
    for (TerminalNode part : context.TEXT()) {
      Escapes.decode(spans.file(), part.getSymbol(), true, text, diagnostics);
    }
    return new BlockLabel(Escapes.normalise(text), true, span);
  }
}
