package dev.k3form.spi;

import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.RecordBinder;

/**
 * Objects of another type that a type takes over as they are, when a {@code moved} block leads from
 * the one to the other.
 *
 * <p>The object itself is not touched; only what is recorded of it changes its form. The conversion
 * is pure, and answers what a read of the taken object would: attributes that the old type did not
 * know come from there, or stay null.
 *
 * @param type the other type, of this or another provider; it need not exist any more, as after a
 *     type was given another name
 */
public record Takeover<R extends Record>(String type, Conversion<R> conversion) {

  /** Turns what one type recorded into what another one would have. */
  @FunctionalInterface
  public interface Conversion<R extends Record> {
    /**
     * Converts.
     *
     * @param schemaVersion the version of the other type's schema that the attributes follow
     * @throws ProviderException if this very object cannot be taken over; the message says why
     */
    R convert(int schemaVersion, Value.Obj recorded) throws ProviderException;
  }

  /** A conversion between the records of two types that there are. */
  @FunctionalInterface
  public interface Typed<Q extends Record, R extends Record> {
    /**
     * Converts.
     *
     * @throws ProviderException if this very object cannot be taken over; the message says why
     */
    R convert(Q recorded) throws ProviderException;
  }

  /** Takes over from a type that there is; older attributes are brought to its present form. */
  public static <Q extends Record, R extends Record> Takeover<R> of(
      ResourceType<Q, ?> other, Typed<Q, R> conversion) {
    return new Takeover<>(
        other.schema().type(),
        (version, recorded) ->
            conversion.convert(
                RecordBinder.bind(
                    version == other.schema().version()
                        ? recorded
                        : other.upgrade(version, recorded),
                    other.model())));
  }
}
