/** nginx on a machine as a balancer of TCP and UDP: one resource that owns its stream files. */
@NullMarked
package dev.k3form.provider.nginx;

import org.jspecify.annotations.NullMarked;
