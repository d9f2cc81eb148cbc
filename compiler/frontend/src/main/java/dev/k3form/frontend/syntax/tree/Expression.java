package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;

/** What stands where a value is wanted. */
public sealed interface Expression extends Node {
  /**
   * A value that is written out: a number, a number with unit, {@code true}, {@code false} or
   * {@code null}. Strings are {@link Template}s.
   *
   * @param value a {@link Value.Num}, {@link Value.Size}, {@link Value.Time}, {@link Value.Bool} or
   *     {@link Value.Null}
   */
  record Literal(Value value, Span span) implements Expression {}

  /**
   * A quoted string or heredoc.
   *
   * <p>The parts are final: escapes replaced, strip markers applied, the indentation of {@code <<-}
   * removed, neighbouring literals joined and normalised to NFC. An empty string has no part.
   */
  record Template(List<TemplatePart> parts, Form form, Span span) implements Expression {
    /** How the template is delimited. */
    public enum Form {
      QUOTED,
      HEREDOC,
      FLUSH_HEREDOC
    }

    /** Copies the parts. */
    public Template {
      parts = List.copyOf(parts);
    }

    /** Returns the string if nothing in it has to be evaluated. */
    public Optional<String> literal() {
      return switch (parts.size()) {
        case 0 -> Optional.of("");
        case 1 ->
            parts.getFirst() instanceof TemplatePart.Literal(String text, Span _)
                ? Optional.of(text)
                : Optional.empty();
        default -> Optional.empty();
      };
    }

    /** Returns the only interpolation if there is nothing else; its value is taken as it is. */
    public Optional<Expression> unwrapped() {
      return parts.size() == 1
              && parts.getFirst() instanceof TemplatePart.Interpolation(Expression value, Span _)
          ? Optional.of(value)
          : Optional.empty();
    }
  }

  /** {@code [a, b]}. */
  record Tuple(List<Expression> items, Span span) implements Expression {
    /** Copies the items. */
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** {@code { a = 1, (b) = 2 }}; of equal keys the last one counts. */
  record ObjectCons(List<ObjectItem> items, Span span) implements Expression {
    /** Copies the items. */
    public ObjectCons {
      items = List.copyOf(items);
    }
  }

  /**
   * {@code [for key, element in collection : value if condition]}.
   *
   * @param key the first of two names; empty if there is one name only
   */
  record ForTuple(
      Optional<Identifier> key,
      Identifier element,
      Expression collection,
      Expression value,
      Optional<Expression> condition,
      Span span)
      implements Expression {}

  /**
   * <code>{for key, element in collection : resultKey => value if condition}</code>.
   *
   * @param key the first of two names; empty if there is one name only
   * @param grouping whether {@code ...} follows the value, so that values of one key are collected
   */
  record ForObject(
      Optional<Identifier> key,
      Identifier element,
      Expression collection,
      Expression resultKey,
      Expression value,
      boolean grouping,
      Optional<Expression> condition,
      Span span)
      implements Expression {}

  /** {@code condition ? whenTrue : whenFalse}. */
  record Conditional(Expression condition, Expression whenTrue, Expression whenFalse, Span span)
      implements Expression {}

  /** {@code left operator right}. */
  record Binary(
      BinaryOperator operator, Expression left, Expression right, Span operatorSpan, Span span)
      implements Expression {}

  /** {@code operator operand}. */
  record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

  /**
   * {@code name(arguments)} or {@code provider::x::name(arguments)}.
   *
   * @param name all parts of the name; one for a function without namespace
   * @param expandsLast whether {@code ...} follows the last argument, which is then a list of
   *     arguments
   */
  record Call(List<Identifier> name, List<Expression> arguments, boolean expandsLast, Span span)
      implements Expression {
    /** Copies the lists. */
    public Call {
      name = List.copyOf(name);
      arguments = List.copyOf(arguments);
    }

    /** Returns the whole name with {@code ::} between its parts. */
    public String qualifiedName() {
      return String.join("::", name.stream().map(Identifier::name).toList());
    }

    /** Returns the place of the name. */
    public Span nameSpan() {
      return name.getFirst().span().to(name.getLast().span());
    }
  }

  /** A name in scope and what is selected from it: {@code var.a[0].b}; there may be no step. */
  record ScopeTraversal(Identifier root, List<Step> steps, Span span) implements Expression {
    /** Copies the steps. */
    public ScopeTraversal {
      steps = List.copyOf(steps);
    }
  }

  /** What is selected from the value of another expression: {@code f(x).a[0]}; at least a step. */
  record RelativeTraversal(Expression source, List<Step> steps, Span span) implements Expression {
    /** Copies the steps. */
    public RelativeTraversal {
      steps = List.copyOf(steps);
    }
  }

  /** {@code (inner)}. */
  record Parens(Expression inner, Span span) implements Expression {}

  /** A stretch that is no expression; a diagnostic says why, and nobody need say more. */
  record ErrorExpr(Span span) implements Expression {}
}
