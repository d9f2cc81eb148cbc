/** Files of the age format, version 1, which the data key is kept in. */
@NullMarked
package dev.k3form.state.age;

import org.jspecify.annotations.NullMarked;
