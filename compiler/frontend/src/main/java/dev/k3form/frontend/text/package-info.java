/** How text looks on a terminal: what a reader sees as characters, and how wide they are. */
@NullMarked
package dev.k3form.frontend.text;

import org.jspecify.annotations.NullMarked;
