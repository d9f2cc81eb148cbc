/**
 * The one way in which providers use machines: the {@code host} argument, its session, its errors.
 */
@NullMarked
package dev.k3form.hosts.provider;

import org.jspecify.annotations.NullMarked;
