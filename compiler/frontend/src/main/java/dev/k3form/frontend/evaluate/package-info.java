/** Evaluates expressions and whole programs. */
@NullMarked
package dev.k3form.frontend.evaluate;

import org.jspecify.annotations.NullMarked;
