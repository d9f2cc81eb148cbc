package dev.k3form.frontend.check;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds attributes in objects that are written out, but that the type there does not have.
 *
 * <p>An object that a conditional or a for-expression makes counts as written out, too.
 */
public final class LiteralShape {
  private LiteralShape() {}

  /** Tells each attribute that does not belong where it stands. */
  public static void check(Expr expression, Type type, Consumer<ValueException> problems) {
    if (expression instanceof Expr.Conditional conditional) {
      check(conditional.whenTrue(), type, problems);
      check(conditional.whenFalse(), type, problems);
      return;
    }
    switch (type) {
      case Type.Obj(var fields) -> {
        if (expression instanceof Expr.ObjectOf object) {
          for (Expr.Item item : object.items()) {
            if (!(item.key() instanceof Expr.Literal(Value.Str(String name), var span))) {
              continue;
            }
            Type.Field field = fields.get(name);
            if (field == null) {
              problems.accept(
                  new ValueException(
                      new ValueProblem.NoAttribute(
                          name, "an object of this type", List.copyOf(fields.keySet()), ""),
                      span));
            } else {
              check(item.value(), field.type(), problems);
            }
          }
        }
      }
      case Type.ListOf(Type element) -> elements(expression, element, problems);
      case Type.SetOf(Type element) -> elements(expression, element, problems);
      case Type.MapOf(Type element) -> {
        if (expression instanceof Expr.ObjectOf object) {
          object.items().forEach(item -> check(item.value(), element, problems));
        } else if (expression instanceof Expr.For loop && !loop.grouping()) {
          check(loop.value(), element, problems);
        }
      }
      case Type.Tuple(List<Type> elements) -> {
        if (expression instanceof Expr.TupleOf tuple && tuple.items().size() == elements.size()) {
          for (int i = 0; i < elements.size(); i++) {
            check(tuple.items().get(i), elements.get(i), problems);
          }
        }
      }
      case Type.Primitive _, Type.OneOf _ -> {}
    }
  }

  private static void elements(Expr expression, Type element, Consumer<ValueException> problems) {
    if (expression instanceof Expr.TupleOf tuple) {
      tuple.items().forEach(item -> check(item, element, problems));
    } else if (expression instanceof Expr.For loop && loop.resultKey().isEmpty()) {
      check(loop.value(), element, problems);
    }
  }
}
