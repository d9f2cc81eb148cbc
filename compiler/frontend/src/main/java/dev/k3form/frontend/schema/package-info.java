/** Looks up what providers declare. */
@NullMarked
package dev.k3form.frontend.schema;

import org.jspecify.annotations.NullMarked;
