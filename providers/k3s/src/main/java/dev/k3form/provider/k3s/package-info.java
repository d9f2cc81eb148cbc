/**
 * K3s on machines: what is equal on all servers of a cluster, its servers, its agents.
 *
 * <p>Binary, unit and configuration are laid down by k3form itself; the install script is not used.
 * A server counts as ready when its apiserver says so to a client certificate and its node is
 * Ready, never because a port is open.
 */
@NullMarked
package dev.k3form.provider.k3s;

import org.jspecify.annotations.NullMarked;
