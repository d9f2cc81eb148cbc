/** The sealing of secret values, and the data key that it is done with. */
@NullMarked
package dev.k3form.state.secret;

import org.jspecify.annotations.NullMarked;
