/** The untyped face of providers, which the engine sees. */
@NullMarked
package dev.k3form.spi.engine;

import org.jspecify.annotations.NullMarked;
