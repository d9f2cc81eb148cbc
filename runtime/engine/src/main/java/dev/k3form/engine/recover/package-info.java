/** Settles what an earlier run was cut off in. */
@NullMarked
package dev.k3form.engine.recover;

import org.jspecify.annotations.NullMarked;
