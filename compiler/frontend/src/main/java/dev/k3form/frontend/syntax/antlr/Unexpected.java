package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Finds out what went wrong where the parser met something unexpected.
 *
 * <p>Decided by three things: what was found, what stands before it, and the innermost construct
 * that is open there. The texts are in {@link SyntaxErrors} and {@link UnexpectedErrors}.
 */
final class Unexpected {
  private final Spans spans;

  Unexpected(SourceFile file) {
    this.spans = new Spans(file);
  }

  /** Where the parser stands. */
  private record Place(
      K3sToken before, K3sToken found, K3sToken after, Span at, ParserRuleContext construct) {}

  Diagnostic describe(Parser parser, RuleContext context, K3sToken found) {
    int index = found.getTokenIndex();
    K3sToken before = index > 0 ? token(parser, index - 1) : K3sToken.beforeAll();
    K3sToken after = found.getType() == Token.EOF ? found : token(parser, index + 1);
    Place place = new Place(before, found, after, spans.of(found), construct(context));
    return switch (place.construct()) {
      case K3sParser.ItemContext _, K3sParser.AttributeContext _ when isHeader(place) ->
          header(place);
      case K3sParser.BlockContext block -> block(place, block);
      case K3sParser.LabelContext _ -> UnexpectedErrors.label(place.at());
      case K3sParser.ForIntroContext _ -> UnexpectedErrors.forHeader(place.at());
      case K3sParser.IfStartContext _,
          K3sParser.ElseStartContext _,
          K3sParser.IfEndContext _,
          K3sParser.ForStartContext _,
          K3sParser.ForEndContext _,
          K3sParser.IfDirectiveContext _,
          K3sParser.ForDirectiveContext _ ->
          directive(place);
      default -> wantsValue(before.getType()) ? value(place) : afterValue(place);
    };
  }

  private static K3sToken token(Parser parser, int index) {
    return (K3sToken) parser.getTokenStream().get(index);
  }

  /** Returns the innermost construct that says something about the place. */
  private static ParserRuleContext construct(RuleContext context) {
    RuleContext result = context;
    while (result.getParent() != null && isTransparent(result)) {
      result = result.getParent();
    }
    return (ParserRuleContext) result;
  }

  private static boolean isTransparent(RuleContext context) {
    boolean unfinishedTemplate =
        context instanceof K3sParser.TemplatePartContext
            && context.getClass() == K3sParser.TemplatePartContext.class;
    return context instanceof K3sParser.ExpressionContext
        || context.getClass() == K3sParser.PrimaryContext.class
        || context instanceof K3sParser.TemplateEndContext
        || context instanceof K3sParser.SeparatorContext
        || unfinishedTemplate;
  }

  private static boolean isHeader(Place place) {
    ParserRuleContext construct = place.construct();
    return construct.getStart() == place.before()
        && place.before().getType() == K3sParser.IDENTIFIER;
  }

  // --- structure
  // ----------------------------------------------------------------------------------

  private Diagnostic header(Place place) {
    boolean inOneLine = place.construct().getParent() instanceof K3sParser.BlockContext;
    return switch (place.found().getType()) {
      case K3sParser.DOT ->
          UnexpectedErrors.name(
              spans.between(place.before(), place.after()), "a dot cannot be in it");
      case K3sParser.COLON -> UnexpectedErrors.colonForAssign(place.at());
      case K3sParser.NEWLINE, Token.EOF ->
          place.after().getType() == K3sParser.LEFT_BRACE
              ? UnexpectedErrors.braceOnNextLine(spans.of(place.after()), spans.of(place.before()))
              : UnexpectedErrors.of(
                  place.found(), place.at(), "`=` and a value, or `{` and a block");
      case K3sParser.LEFT_BRACE, K3sParser.OPEN_QUOTE, K3sParser.IDENTIFIER ->
          inOneLine
              ? UnexpectedErrors.oneLineBlock(place.at(), "a block cannot stand in it")
              : UnexpectedErrors.of(place.found(), place.at(), "`=`");
      default -> UnexpectedErrors.of(place.found(), place.at(), "`=` or `{`");
    };
  }

  private Diagnostic block(Place place, K3sParser.BlockContext block) {
    int found = place.found().getType();
    if (block.LEFT_BRACE() == null) {
      return switch (found) {
        case K3sParser.NEWLINE ->
            place.after().getType() == K3sParser.LEFT_BRACE
                ? UnexpectedErrors.braceOnNextLine(
                    spans.of(place.after()), spans.between(block.getStart(), place.before()))
                : UnexpectedErrors.of(place.found(), place.at(), "`{` after the labels of a block");
        case K3sParser.HEREDOC_START -> UnexpectedErrors.label(place.at());
        case K3sParser.ASSIGN ->
            UnexpectedErrors.name(
                spans.between(block.getStart(), place.before()), "more than one word");
        default -> UnexpectedErrors.of(place.found(), place.at(), "a label or `{`");
      };
    }
    if (block.attribute() != null) {
      return switch (found) {
        case K3sParser.COMMA ->
            UnexpectedErrors.oneLineBlock(place.at(), "it takes one argument, without a comma");
        case K3sParser.NEWLINE ->
            UnexpectedErrors.oneLineBlock(place.at(), "`}` must stand on the same line");
        default -> afterValue(place);
      };
    }
    return UnexpectedErrors.of(place.found(), place.at(), "an argument, a newline or `}`");
  }

  /** Describes what cannot begin an item of a body. */
  Diagnostic atItemStart(Parser parser, K3sToken found) {
    Span at = spans.of(found);
    K3sToken after =
        found.getType() == Token.EOF ? found : token(parser, found.getTokenIndex() + 1);
    return switch (found.getType()) {
      case K3sParser.OPEN_QUOTE -> UnexpectedErrors.name(at, "names stand without quotes");
      case K3sParser.RIGHT_BRACE,
          K3sParser.RIGHT_BRACKET,
          K3sParser.RIGHT_PAREN,
          K3sParser.STRIP_RIGHT_BRACE ->
          UnexpectedErrors.closesNothing(found.getText(), at);
      case K3sParser.LEFT_BRACE -> UnexpectedErrors.braceOnNextLine(at, at);
      case K3sParser.MINUS ->
          after.getType() == K3sParser.IDENTIFIER
              ? UnexpectedErrors.name(at, "a name cannot begin with a dash")
              : UnexpectedErrors.continuation(at);
      case K3sParser.DOT,
          K3sParser.QUESTION,
          K3sParser.COLON,
          K3sParser.PLUS,
          K3sParser.STAR,
          K3sParser.SLASH,
          K3sParser.PERCENT,
          K3sParser.OR,
          K3sParser.AND,
          K3sParser.EQUAL,
          K3sParser.NOT_EQUAL,
          K3sParser.LESS,
          K3sParser.GREATER,
          K3sParser.LESS_OR_EQUAL,
          K3sParser.GREATER_OR_EQUAL ->
          UnexpectedErrors.continuation(at);
      default -> UnexpectedErrors.of(found, at, "an argument or a block");
    };
  }

  // --- expressions
  // --------------------------------------------------------------------------------

  private static boolean wantsValue(int before) {
    return switch (before) {
      case K3sParser.ASSIGN,
          K3sParser.COMMA,
          K3sParser.LEFT_PAREN,
          K3sParser.LEFT_BRACKET,
          K3sParser.QUESTION,
          K3sParser.COLON,
          K3sParser.ARROW,
          K3sParser.IN,
          K3sParser.IF,
          K3sParser.INTERPOLATION_START,
          K3sParser.OR,
          K3sParser.AND,
          K3sParser.EQUAL,
          K3sParser.NOT_EQUAL,
          K3sParser.LESS,
          K3sParser.GREATER,
          K3sParser.LESS_OR_EQUAL,
          K3sParser.GREATER_OR_EQUAL,
          K3sParser.PLUS,
          K3sParser.MINUS,
          K3sParser.STAR,
          K3sParser.SLASH,
          K3sParser.PERCENT,
          K3sParser.NOT,
          Token.INVALID_TYPE ->
          true;
      default -> false;
    };
  }

  private Diagnostic value(Place place) {
    Span before =
        place.before().getType() == Token.INVALID_TYPE ? place.at() : spans.of(place.before());
    return switch (place.found().getType()) {
      case K3sParser.NEWLINE -> UnexpectedErrors.valueOnNextLine(before, place.before().getText());
      case K3sParser.PLUS -> UnexpectedErrors.unaryPlus(place.at());
      case K3sParser.DOT ->
          place.after().getType() == K3sParser.NUMBER
              ? UnexpectedErrors.leadingPoint(spans.between(place.found(), place.after()))
              : UnexpectedErrors.of(place.found(), place.at(), "a value");
      default ->
          place.before().getType() == K3sParser.STAR
                  && place.construct() instanceof K3sParser.StepContext
              ? UnexpectedErrors.splat(place.at())
              : UnexpectedErrors.of(place.found(), place.at(), "a value");
    };
  }

  private Diagnostic afterValue(Place place) {
    boolean startsValue =
        switch (place.found().getType()) {
          case K3sParser.IDENTIFIER,
              K3sParser.NUMBER,
              K3sParser.UNIT_NUMBER,
              K3sParser.OPEN_QUOTE,
              K3sParser.HEREDOC_START,
              K3sParser.LEFT_BRACE,
              K3sParser.LEFT_PAREN,
              K3sParser.NOT ->
              true;
          default -> false;
        };
    Span end = new Span(place.at().file(), place.before().end(), place.before().end());
    return switch (place.construct()) {
      case K3sParser.TupleContext tuple when startsValue ->
          UnexpectedErrors.missingComma(place.at(), end, spans.of(tuple.getStart()), "list");
      case K3sParser.CallContext call when startsValue ->
          UnexpectedErrors.missingComma(place.at(), end, spans.of(call.getStart()), "call");
      case K3sParser.ObjectContext object when startsValue ->
          UnexpectedErrors.missingComma(place.at(), end, spans.of(object.getStart()), "object");
      case K3sParser.CallContext _, K3sParser.ArgumentsContext _
          when place.before().getType() == K3sParser.ELLIPSIS ->
          UnexpectedErrors.expansion(spans.of(place.before()));
      case K3sParser.ForTupleContext _ when place.found().getType() == K3sParser.ELLIPSIS ->
          UnexpectedErrors.groupingInList(place.at());
      case K3sParser.ForTupleContext tuple when place.found().getType() == K3sParser.ARROW ->
          UnexpectedErrors.arrowInList(place.at(), spans.of(tuple.getStart()));
      case K3sParser.ForObjectContext object when object.ARROW() == null ->
          UnexpectedErrors.missingArrow(place.at(), spans.of(object.getStart()));
      case K3sParser.ObjectItemContext _ when place.found().getType() == K3sParser.NEWLINE ->
          UnexpectedErrors.of(place.found(), place.at(), "`=` and a value on the line of the key");
      case K3sParser.StepContext _ when place.before().getType() == K3sParser.DOT ->
          UnexpectedErrors.of(place.found(), place.at(), "the name of an attribute after `.`");
      case K3sParser.StepContext _ when place.before().getType() == K3sParser.FULL_SPLAT ->
          UnexpectedErrors.splat(place.at());
      case K3sParser.QuotedContext _, K3sParser.HeredocContext _ ->
          UnexpectedErrors.strayDirective(place.at(), place.found().getText());
      default -> closing(place);
    };
  }

  private Diagnostic closing(Place place) {
    String expected =
        switch (place.construct()) {
          case K3sParser.TupleContext _ -> "`,` or `]`";
          case K3sParser.ForTupleContext _, K3sParser.StepContext _ -> "`]`";
          case K3sParser.CallContext _, K3sParser.ArgumentsContext _ -> "`,` or `)`";
          case K3sParser.ParensContext _ -> "`)`";
          case K3sParser.ObjectContext _ -> "`,`, a newline or `}`";
          case K3sParser.ForObjectContext _, K3sParser.InterpolationContext _ -> "`}`";
          case K3sParser.ObjectItemContext _ -> "`=`";
          case K3sParser.ItemContext _, K3sParser.AttributeContext _ -> "the end of the line";
          case K3sParser.StandaloneExpressionContext _ -> "the end of the expression";
          default -> "something else";
        };
    if (!expected.equals("the end of the line")) {
      return UnexpectedErrors.of(place.found(), place.at(), expected);
    }
    boolean closesBody = place.found().depth() < ((K3sToken) place.construct().getStart()).depth();
    return switch (place.found().getType()) {
      case K3sParser.RIGHT_BRACE, K3sParser.RIGHT_BRACKET, K3sParser.RIGHT_PAREN ->
          closesBody
              ? UnexpectedErrors.braceAfterItem(place.at())
              : UnexpectedErrors.closesNothing(place.found().getText(), place.at());
      default -> UnexpectedErrors.of(place.found(), place.at(), expected);
    };
  }

  // --- directives
  // ---------------------------------------------------------------------------------

  private Diagnostic directive(Place place) {
    ParserRuleContext construct = place.construct();
    Span start = spans.of(construct.getStart());
    return switch (construct) {
      case K3sParser.ElseStartContext _ when place.found().getText().equals("if") ->
          UnexpectedErrors.elseIf(place.at());
      case K3sParser.ForStartContext _ when place.found().getText().equals("if") ->
          UnexpectedErrors.filterInDirective(place.at());
      case K3sParser.ForStartContext header when header.IN() == null ->
          UnexpectedErrors.forHeader(place.at());
      case K3sParser.IfDirectiveContext _ -> UnexpectedErrors.notEnded(place.at(), start, "endif");
      case K3sParser.ForDirectiveContext _ ->
          UnexpectedErrors.notEnded(place.at(), start, "endfor");
      case K3sParser.ForEndContext _ -> UnexpectedErrors.notEnded(place.at(), start, "endfor");
      case K3sParser.IfEndContext _ -> UnexpectedErrors.notEnded(place.at(), start, "endif");
      default ->
          wantsValue(place.before().getType())
              ? value(place)
              : UnexpectedErrors.of(place.found(), place.at(), "`}`");
    };
  }
}
