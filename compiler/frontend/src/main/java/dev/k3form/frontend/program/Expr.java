package dev.k3form.frontend.program;

import dev.k3form.frontend.syntax.tree.BinaryOperator;
import dev.k3form.frontend.syntax.tree.UnaryOperator;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose names are bound and whose sugar is gone.
 *
 * <p>Parentheses, heredocs, directives of templates and traversals have become plain nodes. A
 * {@link Bad} stands where an earlier stage has already reported a problem.
 */
public sealed interface Expr {
  /** Where it is written. */
  Span span();

  /** A value that is written out. */
  record Literal(Value value, Span span) implements Expr {}

  /** Text: the values of the parts as strings, one after the other. */
  record Template(List<Expr> parts, Span span) implements Expr {
    /** Copies the parts. */
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** The texts that a part of a template gives for the elements of a collection, joined. */
  record TemplateFor(For loop, Span span) implements Expr {}

  /** {@code [a, b]}. */
  record TupleOf(List<Expr> items, Span span) implements Expr {
    /** Copies the items. */
    public TupleOf {
      items = List.copyOf(items);
    }
  }

  /** <code>{ key = value }</code>; of equal keys the last one counts. */
  record ObjectOf(List<Item> items, Span span) implements Expr {
    /** Copies the items. */
    public ObjectOf {
      items = List.copyOf(items);
    }
  }

  /** An item of an object; the key is a string once evaluated. */
  record Item(Expr key, Expr value) {}

  /**
   * A for-expression.
   *
   * @param resultKey the key, for the form that makes an object
   */
  record For(
      Optional<Binding> key,
      Binding element,
      Expr collection,
      Optional<Expr> resultKey,
      Expr value,
      Optional<Expr> condition,
      boolean grouping,
      Span span)
      implements Expr {}

  /** {@code condition ? whenTrue : whenFalse}. */
  record Conditional(Expr condition, Expr whenTrue, Expr whenFalse, Span span) implements Expr {}

  /** {@code left operator right}. */
  record Binary(BinaryOperator operator, Expr left, Expr right, Span operatorSpan, Span span)
      implements Expr {}

  /** {@code operator operand}. */
  record Unary(UnaryOperator operator, Expr operand, Span span) implements Expr {}

  /** A call of a built-in function; the name is known to exist. */
  record Call(String function, List<Expr> arguments, boolean expandsLast, Span nameSpan, Span span)
      implements Expr {
    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A call of a function that the module defines. */
  record UserCall(
      String function, List<Expr> arguments, boolean expandsLast, Span nameSpan, Span span)
      implements Expr {
    /** Copies the arguments. */
    public UserCall {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code base.name}. */
  record Attribute(Expr base, String name, Span nameSpan, Span span) implements Expr {}

  /** {@code base[key]}. */
  record Index(Expr base, Expr key, Span span) implements Expr {}

  /** {@code base[*]} with what is taken from each element, in which {@code element} is bound. */
  record Splat(Expr base, Binding element, Expr each, Span span) implements Expr {}

  /** A name that a for-expression, dynamic block or function binds. */
  record Bound(Binding binding, Span span) implements Expr {}

  /** A name of the module: variable, local, resource, module call. */
  record Reference(Target target, Span span) implements Expr {}

  /** Already reported. */
  record Bad(Span span) implements Expr {}

  /**
   * A name inside an expression.
   *
   * @param id unique in the module
   */
  record Binding(int id, String name) {}

  /** What a reference names; {@code toString} is the reference as it is written. */
  sealed interface Target {
    /** {@code var.name}. */
    record Variable(String name) implements Target {
      @Override
      public String toString() {
        return "var." + name;
      }
    }

    /** {@code local.name}. */
    record Local(String name) implements Target {
      @Override
      public String toString() {
        return "local." + name;
      }
    }

    /** {@code type.name} or {@code data.type.name}: all instances of the resource. */
    record Resource(ResourceAddress.Mode mode, String type, String name) implements Target {
      // Written out, since a record's own go through method handles and these are asked very often.

      @Override
      public boolean equals(@Nullable Object other) {
        return this == other
            || (other instanceof Resource r
                && name.equals(r.name)
                && type.equals(r.type)
                && mode == r.mode);
      }

      @Override
      public int hashCode() {
        return (name.hashCode() * 31 + type.hashCode()) * 2
            + (mode == ResourceAddress.Mode.DATA ? 1 : 0);
      }

      @Override
      public String toString() {
        return (mode == ResourceAddress.Mode.DATA ? "data." : "") + type + "." + name;
      }
    }

    /** {@code module.name}: all instances of the call. */
    record Module(String name) implements Target {
      @Override
      public String toString() {
        return "module." + name;
      }
    }

    /** {@code each.key}. */
    record EachKey() implements Target {
      @Override
      public String toString() {
        return "each.key";
      }
    }

    /** {@code each.value}. */
    record EachValue() implements Target {
      @Override
      public String toString() {
        return "each.value";
      }
    }

    /** {@code count.index}. */
    record CountIndex() implements Target {
      @Override
      public String toString() {
        return "count.index";
      }
    }

    /** {@code self}: the instance that a postcondition is about. */
    record Self() implements Target {
      @Override
      public String toString() {
        return "self";
      }
    }

    /** {@code k3form.workspace}: the name of the state that the configuration is for. */
    record Workspace() implements Target {
      @Override
      public String toString() {
        return "k3form.workspace";
      }
    }

    /** {@code path.module}, {@code path.root} or {@code path.cwd}. */
    record Path(String kind) implements Target {
      @Override
      public String toString() {
        return "path." + kind;
      }
    }
  }
}
