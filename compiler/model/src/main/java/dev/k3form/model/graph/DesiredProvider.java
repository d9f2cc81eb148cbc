package dev.k3form.model.graph;

import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;

/**
 * A provider's evaluated configuration; without a {@code provider} block it is empty and has no
 * place.
 */
public record DesiredProvider(ProviderRef ref, Value.Obj config, Span span) {}
