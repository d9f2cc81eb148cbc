package dev.k3form.frontend.load;

import dev.k3form.frontend.program.Expr;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.Optional;

/**
 * A value that the user gave for a variable.
 *
 * @param expression as which it was written; empty for a text that was taken as it is
 * @param from where it comes from, in words
 * @param span its place in a file, {@link Span#NONE} if it is in none
 */
public record GivenValue(Value value, Optional<Expr> expression, String from, Span span) {
  /** Returns a text as the value. */
  public static GivenValue text(String text, String from) {
    return new GivenValue(Value.str(text), Optional.empty(), from, Span.NONE);
  }
}
