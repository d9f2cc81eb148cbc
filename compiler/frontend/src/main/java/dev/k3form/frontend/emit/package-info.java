/** Prints the artifacts of the compiler as text, for {@code debug} and for golden tests. */
@NullMarked
package dev.k3form.frontend.emit;

import org.jspecify.annotations.NullMarked;
