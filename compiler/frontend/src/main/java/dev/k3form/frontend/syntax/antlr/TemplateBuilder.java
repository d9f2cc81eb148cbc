package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.antlr.TemplatePiece.Marker;
import dev.k3form.frontend.syntax.antlr.TemplatePiece.Text;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Expression.Template.Form;
import dev.k3form.frontend.syntax.tree.TemplatePart;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Builds templates.
 *
 * <p>The parts are first laid in a row, since strip markers and the indentation of a heredoc act on
 * neighbours whether or not a directive lies between them. The order of the steps is that of the
 * language: escapes, strip markers, indentation, joining.
 */
final class TemplateBuilder {
  private final Spans spans;
  private final ExpressionBuilder expressions;
  private final List<Diagnostic> diagnostics;

  TemplateBuilder(Spans spans, ExpressionBuilder expressions, List<Diagnostic> diagnostics) {
    this.spans = spans;
    this.expressions = expressions;
    this.diagnostics = diagnostics;
  }

  Expression quoted(K3sParser.QuotedContext context) {
    List<TemplatePiece> row = row(context.templatePart(), true);
    TemplateSpace.strip(row);
    return template(row, context.templatePart(), Form.QUOTED, spans.of(context));
  }

  Expression heredoc(K3sParser.HeredocContext context) {
    boolean flush = context.HEREDOC_START().getText().startsWith("<<-");
    List<TemplatePiece> row = row(context.templatePart(), false);
    TemplateSpace.strip(row);
    if (flush) {
      TemplateSpace.removeIndentation(row);
    }
    Form form = flush ? Form.FLUSH_HEREDOC : Form.HEREDOC;
    return template(row, context.templatePart(), form, spans.of(context));
  }

  private Expression template(
      List<TemplatePiece> row, List<K3sParser.TemplatePartContext> parts, Form form, Span span) {
    List<TemplatePart> built = new Parts(row).build(parts);
    boolean hasText = row.stream().anyMatch(Text.class::isInstance);
    if (hasText
        && built.size() == 1
        && built.getFirst() instanceof TemplatePart.Interpolation only) {
      // Text of which nothing is left still makes the value a string.
      built.add(
          new TemplatePart.Literal(
              "", new Span(span.file(), only.span().end(), only.span().end())));
    }
    return new Expression.Template(built, form, span);
  }

  // --- the row
  // ------------------------------------------------------------------------------------

  private List<TemplatePiece> row(List<K3sParser.TemplatePartContext> parts, boolean quoted) {
    List<TemplatePiece> row = new ArrayList<>();
    addParts(parts, quoted, row);
    return row;
  }

  private void addParts(
      List<K3sParser.TemplatePartContext> parts, boolean quoted, List<TemplatePiece> row) {
    for (K3sParser.TemplatePartContext part : parts) {
      switch (part) {
        case K3sParser.TextContext text -> addText(text.TEXT().getSymbol(), quoted, row);
        case K3sParser.InterpolationContext interpolation -> row.add(marker(interpolation));
        case K3sParser.IfDirectiveContext directive -> {
          for (var child : directive.children) {
            switch (child) {
              case K3sParser.TemplatePartContext inner -> addParts(List.of(inner), quoted, row);
              case ParserRuleContext delimiter -> row.add(marker(delimiter));
              default -> {}
            }
          }
        }
        case K3sParser.ForDirectiveContext directive -> {
          row.add(marker(directive.forStart()));
          addParts(directive.templatePart(), quoted, row);
          row.add(marker(directive.forEnd()));
        }
        default -> throw new IllegalStateException("no builder for " + part.getClass());
      }
    }
  }

  /** Adds text; what stands on one line is one piece. */
  private void addText(Token token, boolean quoted, List<TemplatePiece> row) {
    Text piece;
    if (!row.isEmpty() && row.getLast() instanceof Text last && (quoted || !last.endsLine())) {
      piece = last;
    } else {
      piece = new Text(spans.of(token));
      row.add(piece);
    }
    Escapes.decode(spans.file(), token, quoted, piece.value(), diagnostics);
    piece.extend(spans.of(token));
  }

  private static Marker marker(ParserRuleContext context) {
    return new Marker(
        context.getStart().getText().endsWith("~"), context.getStop().getText().startsWith("~"));
  }

  // --- the parts
  // ----------------------------------------------------------------------------------

  /** Puts the pieces of a row back into the structure that they came from. */
  private final class Parts {
    private final List<TemplatePiece> row;
    private int next;

    Parts(List<TemplatePiece> row) {
      this.row = row;
    }

    List<TemplatePart> build(List<K3sParser.TemplatePartContext> contexts) {
      List<TemplatePart> parts = new ArrayList<>();
      Joined joined = new Joined();
      for (K3sParser.TemplatePartContext context : contexts) {
        if (context instanceof K3sParser.TextContext text) {
          int start = text.TEXT().getSymbol().getStartIndex();
          if (next < row.size()
              && row.get(next) instanceof Text piece
              && piece.span().start() == start) {
            next++;
            joined.add(piece);
          }
        } else {
          joined.addTo(parts);
          parts.add(evaluated(context));
        }
      }
      joined.addTo(parts);
      return parts;
    }

    private TemplatePart evaluated(K3sParser.TemplatePartContext context) {
      return switch (context) {
        case K3sParser.InterpolationContext interpolation -> {
          next++;
          yield new TemplatePart.Interpolation(
              expressions.build(interpolation.expression()), spans.of(interpolation));
        }
        case K3sParser.IfDirectiveContext directive -> ifPart(directive);
        case K3sParser.ForDirectiveContext directive -> forPart(directive);
        default -> throw new IllegalStateException("no builder for " + context.getClass());
      };
    }

    private TemplatePart ifPart(K3sParser.IfDirectiveContext context) {
      List<K3sParser.TemplatePartContext> all = context.templatePart();
      K3sParser.ElseStartContext middle = context.elseStart();
      int split = all.size();
      if (middle != null) {
        int offset = middle.getStart().getStartIndex();
        split = (int) all.stream().filter(p -> p.getStart().getStartIndex() < offset).count();
      }
      next++;
      List<TemplatePart> then = build(all.subList(0, split));
      List<TemplatePart> otherwise = List.of();
      if (middle != null) {
        next++;
        otherwise = build(all.subList(split, all.size()));
      }
      next++;
      return new TemplatePart.If(
          expressions.build(context.ifStart().expression()), then, otherwise, spans.of(context));
    }

    private TemplatePart forPart(K3sParser.ForDirectiveContext context) {
      next++;
      List<TemplatePart> body = build(context.templatePart());
      next++;
      K3sParser.ForStartContext start = context.forStart();
      return new TemplatePart.For(
          expressions.firstOfTwo(start.IDENTIFIER()),
          spans.identifier(start.IDENTIFIER().getLast().getSymbol()),
          expressions.build(start.expression()),
          body,
          spans.of(context));
    }
  }

  /** Neighbouring pieces of text on their way to one literal. */
  private static final class Joined {
    private final StringBuilder text = new StringBuilder();
    private Span span = Span.NONE;

    void add(Text piece) {
      if (!piece.value().isEmpty()) {
        span = text.isEmpty() ? piece.span() : span.to(piece.span());
        text.append(piece.value());
      }
    }

    void addTo(List<TemplatePart> parts) {
      if (!text.isEmpty()) {
        parts.add(new TemplatePart.Literal(Escapes.normalise(text), span));
        text.setLength(0);
      }
    }
  }
}
