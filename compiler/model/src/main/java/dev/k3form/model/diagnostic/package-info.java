/** What is told to the user about a problem, as values. */
@NullMarked
package dev.k3form.model.diagnostic;

import org.jspecify.annotations.NullMarked;
