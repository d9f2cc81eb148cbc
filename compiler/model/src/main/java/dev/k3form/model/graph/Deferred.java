package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;

/**
 * A resource block whose instances cannot be told yet, since its {@code count} or {@code for_each}
 * is known only after apply.
 *
 * @param resource the block in its module instance, without key
 * @param reason where and why, as a warning
 */
public record Deferred(ResourceAddress resource, Diagnostic reason) {}
