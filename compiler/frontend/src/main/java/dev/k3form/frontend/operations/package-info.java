/** What the operators of the language do with values. */
@NullMarked
package dev.k3form.frontend.operations;

import org.jspecify.annotations.NullMarked;
