/** Schemas from records, and records from values. */
@NullMarked
package dev.k3form.spi.schema;

import org.jspecify.annotations.NullMarked;
