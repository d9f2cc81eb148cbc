/** Binds names and turns syntax trees into the program. */
@NullMarked
package dev.k3form.frontend.resolve;

import org.jspecify.annotations.NullMarked;
