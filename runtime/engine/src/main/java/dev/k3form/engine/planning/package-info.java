/** Compares what is with what should be, and says what to do: the planner. */
@NullMarked
package dev.k3form.engine.planning;

import org.jspecify.annotations.NullMarked;
