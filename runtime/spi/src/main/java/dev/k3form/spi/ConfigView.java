package dev.k3form.spi;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.schema.RecordBinder;
import java.util.Optional;

/**
 * A configuration whose values may be unknown, for pure code.
 *
 * <p>{@link #bound} is the ordinary way; the other methods look at one argument when not everything
 * is known.
 */
public record ConfigView(Value.Obj values) {
  /** Returns the record, if nothing in the arguments is unknown. */
  public <R extends Record> Optional<R> bound(Class<R> type) {
    return RecordBinder.isBindable(values, type)
        ? Optional.of(RecordBinder.bind(values, type))
        : Optional.empty();
  }

  /** Reports whether an argument is given or will be. */
  public boolean isSet(String argument) {
    return !values.get(argument).isNull();
  }

  /** Reports whether an argument is known wholly. */
  public boolean isKnown(String argument) {
    return Values.isWhollyKnown(values.get(argument));
  }

  /** Returns the text of a string argument, if it is known and given. */
  public Optional<String> string(String argument) {
    return values.get(argument).reveal() instanceof Value.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Returns a whole number, if it is known and given. */
  public Optional<Long> number(String argument) {
    return values.get(argument).reveal() instanceof Value.Num(var n)
        ? Optional.of(n.longValue())
        : Optional.empty();
  }
}
