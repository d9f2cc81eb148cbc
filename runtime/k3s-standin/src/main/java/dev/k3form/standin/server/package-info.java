/** What k3s server does, from its files to its readiness. */
@NullMarked
package dev.k3form.standin.server;

import org.jspecify.annotations.NullMarked;
