/** Reads configuration from the disk; nothing else in the compiler does. */
@NullMarked
package dev.k3form.frontend.load;

import org.jspecify.annotations.NullMarked;
