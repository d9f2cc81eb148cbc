/** The face of the compiler: a directory in, a checked configuration out. */
@NullMarked
package dev.k3form.frontend.compile;

import org.jspecify.annotations.NullMarked;
