/** The syntax tree: what a source file says, without knowing what its names mean. */
@NullMarked
package dev.k3form.frontend.syntax.tree;

import org.jspecify.annotations.NullMarked;
