/** Where state is kept, who may change it now, and the session that changes it. */
@NullMarked
package dev.k3form.state.store;

import org.jspecify.annotations.NullMarked;
