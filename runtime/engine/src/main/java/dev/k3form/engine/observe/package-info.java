/** Reads what is there, and tells how it differs from what is recorded. */
@NullMarked
package dev.k3form.engine.observe;

import org.jspecify.annotations.NullMarked;
