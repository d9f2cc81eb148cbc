/** The formatter: the one layout of a file, with the tree and the comments that it has. */
@NullMarked
package dev.k3form.frontend.format;

import org.jspecify.annotations.NullMarked;
