/** The order of operations: every decision about it is taken here. */
@NullMarked
package dev.k3form.engine.topology;

import org.jspecify.annotations.NullMarked;
