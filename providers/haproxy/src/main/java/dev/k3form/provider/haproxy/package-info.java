/** HAProxy on a machine: one resource that owns its configuration file. */
@NullMarked
package dev.k3form.provider.haproxy;

import org.jspecify.annotations.NullMarked;
