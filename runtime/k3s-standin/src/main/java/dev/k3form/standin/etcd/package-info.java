/** A replicated store that shows itself as embedded etcd does; it is not Raft. */
@NullMarked
package dev.k3form.standin.etcd;

import org.jspecify.annotations.NullMarked;
