/** State that lives in a git repository, and the way there. */
@NullMarked
package dev.k3form.state.git;

import org.jspecify.annotations.NullMarked;
