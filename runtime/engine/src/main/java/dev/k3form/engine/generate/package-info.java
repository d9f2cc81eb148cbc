/** Writes configuration for objects that exist already. */
@NullMarked
package dev.k3form.engine.generate;

import org.jspecify.annotations.NullMarked;
