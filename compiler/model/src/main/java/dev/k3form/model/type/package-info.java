/** The types of values. */
@NullMarked
package dev.k3form.model.type;

import org.jspecify.annotations.NullMarked;
