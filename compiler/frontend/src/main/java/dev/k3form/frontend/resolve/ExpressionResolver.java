package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.Function;
import dev.k3form.frontend.function.Functions;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Identifier;
import dev.k3form.frontend.syntax.tree.ObjectItem;
import dev.k3form.frontend.syntax.tree.ObjectKey;
import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.frontend.syntax.tree.TemplatePart;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Binds the names in expressions of one module. */
final class ExpressionResolver {
  private static final String CORE = "core::";

  private final ReferenceResolver references;
  private final Names names;
  private final Consumer<Diagnostic> problems;
  private int bindings;

  ExpressionResolver(Names names, Consumer<Diagnostic> problems) {
    this.names = names;
    this.problems = problems;
    this.references = new ReferenceResolver(names, problems);
  }

  /** Returns a name of its own for a binding. */
  Expr.Binding binding(String name) {
    return new Expr.Binding(bindings++, name);
  }

  /** Returns the expression with its names bound. */
  Expr resolve(Expression expression, Place place) {
    try {
      return resolved(expression, place);
    } catch (StackOverflowError e) {
      problems.accept(new ValueProblem.TooDeep().diagnose(expression.span()).build());
      return new Expr.Bad(expression.span());
    }
  }

  private Expr resolved(Expression expression, Place place) {
    return switch (expression) {
      case Expression.Literal l -> new Expr.Literal(l.value(), l.span());
      case Expression.Template t -> template(t, place);
      case Expression.Tuple t -> new Expr.TupleOf(all(t.items(), place), t.span());
      case Expression.ObjectCons o -> {
        List<Expr.Item> items = new ArrayList<>();
        for (ObjectItem item : o.items()) {
          items.add(new Expr.Item(key(item.key(), place), resolve(item.value(), place)));
        }
        yield new Expr.ObjectOf(items, o.span());
      }
      case Expression.ForTuple f ->
          loop(
              f.key(),
              f.element(),
              f.collection(),
              Optional.empty(),
              f.value(),
              f.condition(),
              false,
              f.span(),
              place);
      case Expression.ForObject f ->
          loop(
              f.key(),
              f.element(),
              f.collection(),
              Optional.of(f.resultKey()),
              f.value(),
              f.condition(),
              f.grouping(),
              f.span(),
              place);
      case Expression.Conditional c ->
          new Expr.Conditional(
              resolve(c.condition(), place),
              resolve(c.whenTrue(), place),
              resolve(c.whenFalse(), place),
              c.span());
      case Expression.Binary b ->
          new Expr.Binary(
              b.operator(),
              resolve(b.left(), place),
              resolve(b.right(), place),
              b.operatorSpan(),
              b.span());
      case Expression.Unary u ->
          new Expr.Unary(u.operator(), resolve(u.operand(), place), u.span());
      case Expression.Call c -> call(c, place);
      case Expression.ScopeTraversal t -> {
        ReferenceResolver.Start start = references.resolve(t, place);
        yield steps(start.value(), t.steps().subList(start.used(), t.steps().size()), place);
      }
      case Expression.RelativeTraversal t -> steps(resolve(t.source(), place), t.steps(), place);
      case Expression.Parens p -> resolve(p.inner(), place);
      case Expression.ErrorExpr e -> new Expr.Bad(e.span());
    };
  }

  private List<Expr> all(List<Expression> expressions, Place place) {
    List<Expr> out = new ArrayList<>(expressions.size());
    expressions.forEach(e -> out.add(resolve(e, place)));
    return out;
  }

  private Expr key(ObjectKey key, Place place) {
    return switch (key) {
      case ObjectKey.Name(String name, Span span) -> new Expr.Literal(Value.str(name), span);
      case ObjectKey.Ambiguous(Expression.ScopeTraversal t) -> {
        problems.accept(
            new ResolveProblem.AmbiguousKey(ReferenceResolver.text(t), t.span()).toDiagnostic());
        yield new Expr.Bad(t.span());
      }
      case ObjectKey.Computed(Expression e) -> resolve(e, place);
    };
  }

  private Expr template(Expression.Template template, Place place) {
    Optional<String> literal = template.literal();
    if (literal.isPresent()) {
      return new Expr.Literal(Value.str(literal.get()), template.span());
    }
    Optional<Expression> unwrapped = template.unwrapped();
    if (unwrapped.isPresent()) {
      return resolve(unwrapped.get(), place);
    }
    return new Expr.Template(parts(template.parts(), place), template.span());
  }

  private List<Expr> parts(List<TemplatePart> parts, Place place) {
    List<Expr> out = new ArrayList<>(parts.size());
    for (TemplatePart part : parts) {
      out.add(
          switch (part) {
            case TemplatePart.Literal(String text, Span span) ->
                new Expr.Literal(Value.str(text), span);
            case TemplatePart.Interpolation(Expression value, Span _) -> resolve(value, place);
            case TemplatePart.If i ->
                new Expr.Conditional(
                    resolve(i.condition(), place),
                    new Expr.Template(parts(i.then(), place), i.span()),
                    new Expr.Template(parts(i.otherwise(), place), i.span()),
                    i.span());
            case TemplatePart.For f -> {
              Optional<Expr.Binding> key = f.key().map(id -> binding(id.name()));
              Expr.Binding element = binding(f.element().name());
              Place inner = key.map(place::bind).orElse(place).bind(element);
              Expr.Template body = new Expr.Template(parts(f.body(), inner), f.span());
              yield new Expr.TemplateFor(
                  new Expr.For(
                      key,
                      element,
                      resolve(f.collection(), place),
                      Optional.empty(),
                      body,
                      Optional.empty(),
                      false,
                      f.span()),
                  f.span());
            }
          });
    }
    return out;
  }

  private Expr loop(
      Optional<Identifier> keyName,
      Identifier elementName,
      Expression collection,
      Optional<Expression> resultKey,
      Expression value,
      Optional<Expression> condition,
      boolean grouping,
      Span span,
      Place place) {
    Expr source = resolve(collection, place);
    Optional<Expr.Binding> key = keyName.map(id -> binding(id.name()));
    Expr.Binding element = binding(elementName.name());
    Place inner = key.map(place::bind).orElse(place).bind(element);
    return new Expr.For(
        key,
        element,
        source,
        resultKey.map(e -> resolve(e, inner)),
        resolve(value, inner),
        condition.map(e -> resolve(e, inner)),
        grouping,
        span);
  }

  private Expr call(Expression.Call call, Place place) {
    List<Expr> arguments = all(call.arguments(), place);
    String name = call.qualifiedName();
    Span at = call.nameSpan();
    if (names.functions.containsKey(name)) {
      return new Expr.UserCall(name, arguments, call.expandsLast(), at, call.span());
    }
    String builtIn = name.startsWith(CORE) ? name.substring(CORE.length()) : name;
    Function function = Functions.standard().find(builtIn);
    if (function == null) {
      TreeSet<String> known = new TreeSet<>(Functions.standard().names());
      known.addAll(names.functions.keySet());
      problems.accept(new ResolveProblem.UnknownFunction(name, known, at).toDiagnostic());
      return new Expr.Bad(call.span());
    }
    if (place.repeatable() && function.is(Function.Trait.IMPURE)) {
      problems.accept(
          new ResolveProblem.OutOfPlace(
                  name, "its result is another one each time; give it as an argument", at)
              .toDiagnostic());
    }
    return new Expr.Call(builtIn, arguments, call.expandsLast(), at, call.span());
  }

  private Expr steps(Expr start, List<Step> steps, Place place) {
    Expr value = start;
    for (Step step : steps) {
      Span span =
          value.span().file().equals(step.span().file())
              ? value.span().to(step.span())
              : step.span();
      value =
          switch (step) {
            case Step.GetAttribute(Identifier name, Span _) ->
                new Expr.Attribute(value, name.name(), name.span(), span);
            case Step.Index(Expression key, Span _) ->
                new Expr.Index(value, resolve(key, place), span);
            case Step.LegacyIndex(var index, Span at) ->
                new Expr.Index(
                    value, new Expr.Literal(new Value.Num(new BigDecimal(index)), at), span);
            case Step.AttributeSplat(List<Step> each, Span at) ->
                splat(value, each, at, span, place);
            case Step.FullSplat(List<Step> each, Span at) -> splat(value, each, at, span, place);
          };
    }
    return value;
  }

  private Expr splat(Expr base, List<Step> each, Span at, Span span, Place place) {
    Expr.Binding element = binding("*");
    return new Expr.Splat(base, element, steps(new Expr.Bound(element, at), each, place), span);
  }
}
