/** What was done to a state before, and how two moments of it differ. */
@NullMarked
package dev.k3form.state.history;

import org.jspecify.annotations.NullMarked;
