/**
 * Private keys, certificate authorities and certificates, made by k3form itself and kept, sealed,
 * in its state.
 */
@NullMarked
package dev.k3form.provider.tls;

import org.jspecify.annotations.NullMarked;
