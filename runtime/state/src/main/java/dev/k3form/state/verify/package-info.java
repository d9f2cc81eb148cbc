/** The examination of a state file that nobody has to trust. */
@NullMarked
package dev.k3form.state.verify;

import org.jspecify.annotations.NullMarked;
