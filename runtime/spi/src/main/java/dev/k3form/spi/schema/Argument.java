package dev.k3form.spi.schema;

import dev.k3form.model.schema.Effect;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that the user may write.
 *
 * <p>Required unless the component is {@code @Nullable}, has a {@link #defaultValue}, or is {@link
 * #computed}. A component of a primitive type with neither is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Argument {
  /** One line for the reference. */
  String doc();

  /** The name, if it is not the component's: for words that Java keeps to itself. */
  String name() default "";

  /**
   * The default: a JSON literal ({@code 22}, {@code true}, {@code []}) or plain text for strings,
   * sizes, durations.
   */
  String defaultValue() default "";

  /** What a change of it does. */
  Effect effect() default Effect.UPDATE;

  /** Whether the provider gives a value when the user does not. */
  boolean computed() default false;

  /** Whether it must never be shown; {@link SecretString} components are secret anyway. */
  boolean secret() default false;

  /** The strings that it may be; empty for any. */
  String[] oneOf() default {};

  /** An expression of the language, for the reference. */
  String example() default "";

  /** What to use instead, if it is deprecated. */
  String deprecated() default "";
}
