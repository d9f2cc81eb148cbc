/** Who may open a project's secrets, and how that changes. */
@NullMarked
package dev.k3form.state.keys;

import org.jspecify.annotations.NullMarked;
