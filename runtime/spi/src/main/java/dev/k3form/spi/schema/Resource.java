package dev.k3form.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the resource or data source type that a record describes. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Resource {
  /** The type, such as {@code proxmox_vm}. */
  String value();

  /** A paragraph for the reference. */
  String doc();

  /** Counts incompatible changes of the stored form. */
  int version() default 0;

  /** A complete block, for the reference. */
  String example() default "";
}
