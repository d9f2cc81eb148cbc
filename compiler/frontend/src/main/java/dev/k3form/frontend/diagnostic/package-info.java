/** How diagnostics are shown: as data for programs, and as text with the source they are about. */
@NullMarked
package dev.k3form.frontend.diagnostic;

import org.jspecify.annotations.NullMarked;
