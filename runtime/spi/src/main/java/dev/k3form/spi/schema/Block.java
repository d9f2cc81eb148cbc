package dev.k3form.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that the user writes as nested blocks.
 *
 * <p>The component is a record (at most one block), a {@code List} of records (any number), or a
 * {@code Map<String, record>} (any number, told apart by their label). The block's name is the
 * component's unless {@link #name} is given; in values, the attribute has the block's name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Block {
  /** One line for the reference. */
  String doc();

  /** The name of the block, if it is not the component's. */
  String name() default "";

  /** How many there must be at least. */
  int min() default 0;

  /** How many there may be at most. */
  int max() default Integer.MAX_VALUE;
}
