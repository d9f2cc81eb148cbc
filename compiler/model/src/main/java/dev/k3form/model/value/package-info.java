/** The values that configuration, plans and state are made of. */
@NullMarked
package dev.k3form.model.value;

import org.jspecify.annotations.NullMarked;
