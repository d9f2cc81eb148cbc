package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.type.Type;
import java.util.function.Consumer;

/** Checks what is written out in place against a type. */
@FunctionalInterface
public interface ExpectedShape {
  /** Finds nothing. */
  ExpectedShape ANY = (_, _, _) -> {};

  /** Tells the problems of an expression in a place for values of a type. */
  void check(Expr expression, Type type, Consumer<ValueException> problems);
}
