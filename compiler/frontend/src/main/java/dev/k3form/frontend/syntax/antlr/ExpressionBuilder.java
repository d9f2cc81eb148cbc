package dev.k3form.frontend.syntax.antlr;

import dev.k3form.frontend.syntax.tree.BinaryOperator;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Identifier;
import dev.k3form.frontend.syntax.tree.ObjectItem;
import dev.k3form.frontend.syntax.tree.ObjectKey;
import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.frontend.syntax.tree.UnaryOperator;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds expressions from parse trees without errors. */
final class ExpressionBuilder {
  private final Spans spans;
  private final List<Diagnostic> diagnostics;
  private final TemplateBuilder templates;

  ExpressionBuilder(SourceFile file, List<Diagnostic> diagnostics) {
    this.spans = new Spans(file);
    this.diagnostics = diagnostics;
    this.templates = new TemplateBuilder(spans, this, diagnostics);
  }

  Expression build(K3sParser.ExpressionContext context) {
    return switch (context) {
      case K3sParser.TermContext term -> term(term);
      case K3sParser.UnaryContext unary ->
          new Expression.Unary(
              unary.operator.getType() == K3sParser.NOT ? UnaryOperator.NOT : UnaryOperator.NEGATE,
              build(unary.expression()),
              spans.of(unary));
      case K3sParser.BinaryContext binary -> binary(binary);
      case K3sParser.ConditionalContext conditional ->
          new Expression.Conditional(
              build(conditional.expression(0)),
              build(conditional.expression(1)),
              build(conditional.expression(2)),
              spans.of(conditional));
      default -> throw new IllegalStateException("no builder for " + context.getClass());
    };
  }

  /** Builds a chain of operators from its left end, without recursion along the chain. */
  private Expression binary(K3sParser.BinaryContext outermost) {
    Deque<K3sParser.BinaryContext> chain = new ArrayDeque<>();
    K3sParser.ExpressionContext left = outermost;
    while (left instanceof K3sParser.BinaryContext binary) {
      chain.push(binary);
      left = binary.expression(0);
    }
    Expression result = build(left);
    for (K3sParser.BinaryContext binary : chain) {
      result =
          new Expression.Binary(
              operator(binary.operator),
              result,
              build(binary.expression(1)),
              spans.of(binary.operator),
              spans.of(binary));
    }
    return result;
  }

  private static BinaryOperator operator(Token token) {
    return switch (token.getType()) {
      case K3sParser.OR -> BinaryOperator.OR;
      case K3sParser.AND -> BinaryOperator.AND;
      case K3sParser.EQUAL -> BinaryOperator.EQUAL;
      case K3sParser.NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case K3sParser.LESS -> BinaryOperator.LESS;
      case K3sParser.GREATER -> BinaryOperator.GREATER;
      case K3sParser.LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      case K3sParser.GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      case K3sParser.PLUS -> BinaryOperator.ADD;
      case K3sParser.MINUS -> BinaryOperator.SUBTRACT;
      case K3sParser.STAR -> BinaryOperator.MULTIPLY;
      case K3sParser.SLASH -> BinaryOperator.DIVIDE;
      case K3sParser.PERCENT -> BinaryOperator.MODULO;
      default -> throw new IllegalStateException("no operator " + token.getText());
    };
  }

  // --- terms
  // --------------------------------------------------------------------------------------

  private Expression term(K3sParser.TermContext context) {
    Expression source = primary(context.primary());
    if (context.step().isEmpty()) {
      return source;
    }
    List<Step> steps = new StepBuilder(spans, this, diagnostics).build(context.step());
    Span span = spans.of(context);
    return source instanceof Expression.ScopeTraversal(Identifier root, List<Step> _, Span _)
        ? new Expression.ScopeTraversal(root, steps, span)
        : new Expression.RelativeTraversal(source, steps, span);
  }

  private Expression primary(K3sParser.PrimaryContext context) {
    Span span = spans.of(context);
    return switch (context) {
      case K3sParser.NumberContext number -> Literals.number(number.getText(), span, diagnostics);
      case K3sParser.UnitNumberContext number ->
          Literals.withUnit(number.getText(), span, diagnostics);
      case K3sParser.NameContext name -> name(name.IDENTIFIER().getSymbol());
      case K3sParser.CallContext call -> call(call);
      case K3sParser.ParensContext parens ->
          new Expression.Parens(build(parens.expression()), span);
      case K3sParser.TupleContext tuple -> new Expression.Tuple(all(tuple.expression()), span);
      case K3sParser.ForTupleContext tuple -> forTuple(tuple);
      case K3sParser.ObjectContext object -> object(object);
      case K3sParser.ForObjectContext object -> forObject(object);
      case K3sParser.QuotedContext quoted -> templates.quoted(quoted);
      case K3sParser.HeredocContext heredoc -> templates.heredoc(heredoc);
      default -> throw new IllegalStateException("no builder for " + context.getClass());
    };
  }

  private List<Expression> all(List<K3sParser.ExpressionContext> contexts) {
    return contexts.stream().map(this::build).toList();
  }

  private Expression name(Token token) {
    Span span = spans.of(token);
    return switch (token.getText()) {
      case "true" -> new Expression.Literal(new Value.Bool(true), span);
      case "false" -> new Expression.Literal(new Value.Bool(false), span);
      case "null" -> new Expression.Literal(Values.NULL, span);
      default -> new Expression.ScopeTraversal(spans.identifier(token), List.of(), span);
    };
  }

  private Expression call(K3sParser.CallContext context) {
    List<Identifier> name =
        context.IDENTIFIER().stream().map(t -> spans.identifier(t.getSymbol())).toList();
    K3sParser.ArgumentsContext arguments = context.arguments();
    return new Expression.Call(
        name,
        arguments == null ? List.of() : all(arguments.expression()),
        arguments != null && arguments.ELLIPSIS() != null,
        spans.of(context));
  }

  // --- collections
  // --------------------------------------------------------------------------------

  private Expression object(K3sParser.ObjectContext context) {
    List<ObjectItem> items = new ArrayList<>();
    for (K3sParser.ObjectItemContext item : context.objectItem()) {
      items.add(new ObjectItem(key(item.expression(0)), build(item.expression(1)), spans.of(item)));
    }
    return new Expression.ObjectCons(items, spans.of(context));
  }

  private ObjectKey key(K3sParser.ExpressionContext context) {
    if (context instanceof K3sParser.TermContext term
        && term.step().isEmpty()
        && term.primary() instanceof K3sParser.NameContext name) {
      return new ObjectKey.Name(name.getText(), spans.of(name));
    }
    Expression expression = build(context);
    return expression instanceof Expression.ScopeTraversal traversal
        ? new ObjectKey.Ambiguous(traversal)
        : new ObjectKey.Computed(expression);
  }

  private Expression forTuple(K3sParser.ForTupleContext context) {
    List<TerminalNode> names = context.forIntro().IDENTIFIER();
    return new Expression.ForTuple(
        firstOfTwo(names),
        spans.identifier(names.getLast().getSymbol()),
        build(context.forIntro().expression()),
        build(context.expression()),
        condition(context.forCondition()),
        spans.of(context));
  }

  private Expression forObject(K3sParser.ForObjectContext context) {
    List<TerminalNode> names = context.forIntro().IDENTIFIER();
    return new Expression.ForObject(
        firstOfTwo(names),
        spans.identifier(names.getLast().getSymbol()),
        build(context.forIntro().expression()),
        build(context.expression(0)),
        build(context.expression(1)),
        context.ELLIPSIS() != null,
        condition(context.forCondition()),
        spans.of(context));
  }

  /** Returns the first of two names; a single name is the element's. */
  Optional<Identifier> firstOfTwo(List<TerminalNode> names) {
    return names.size() == 2
        ? Optional.of(spans.identifier(names.getFirst().getSymbol()))
        : Optional.empty();
  }

  private Optional<Expression> condition(
      K3sParser.@org.jspecify.annotations.Nullable ForConditionContext context) {
    return context == null ? Optional.empty() : Optional.of(build(context.expression()));
  }
}
