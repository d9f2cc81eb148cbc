/** Bringing together what several people did to one state, and showing it to them. */
@NullMarked
package dev.k3form.state.merge;

import org.jspecify.annotations.NullMarked;
