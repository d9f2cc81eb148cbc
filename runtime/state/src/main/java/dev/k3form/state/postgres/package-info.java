/** State in a PostgreSQL database: a row per resource, a lock, a history. */
@NullMarked
package dev.k3form.state.postgres;

import org.jspecify.annotations.NullMarked;
