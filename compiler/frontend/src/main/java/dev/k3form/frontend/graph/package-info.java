/** What depends on what between the declarations of a program, and the order that follows. */
@NullMarked
package dev.k3form.frontend.graph;

import org.jspecify.annotations.NullMarked;
