/** The way from text to syntax tree: the parser and nothing behind it. */
@NullMarked
package dev.k3form.frontend.syntax;

import org.jspecify.annotations.NullMarked;
