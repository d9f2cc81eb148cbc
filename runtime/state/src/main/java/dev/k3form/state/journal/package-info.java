/** The append-only record of what a run was about to do and what came of it. */
@NullMarked
package dev.k3form.state.journal;

import org.jspecify.annotations.NullMarked;
