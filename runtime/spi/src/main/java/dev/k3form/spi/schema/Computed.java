package dev.k3form.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component that only the provider gives; {@code @Nullable} or boxed, null until known. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Computed {
  /** One line for the reference. */
  String doc();

  /** Whether it must never be shown. */
  boolean secret() default false;
}
