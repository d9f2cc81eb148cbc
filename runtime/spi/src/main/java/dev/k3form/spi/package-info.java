/**
 * What a provider implements, and what the engine gives it.
 *
 * <p>A provider is a static description ({@link dev.k3form.spi.Provider}, found by {@link
 * java.util.ServiceLoader}) and a configured session. Everything that is pure (schema, validation,
 * planning) needs no session; everything that touches the world gets one, and a context.
 */
@NullMarked
package dev.k3form.spi;

import org.jspecify.annotations.NullMarked;
