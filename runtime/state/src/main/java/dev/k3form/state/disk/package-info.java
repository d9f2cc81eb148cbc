/** The few file operations that durability hangs on, behind a seam that tests can break. */
@NullMarked
package dev.k3form.state.disk;

import org.jspecify.annotations.NullMarked;
