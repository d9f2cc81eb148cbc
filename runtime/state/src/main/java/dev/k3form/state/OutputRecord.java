package dev.k3form.state;

import dev.k3form.model.value.Value;

/**
 * The value of an output of the root module as the last apply left it; a secret where it is one.
 */
public record OutputRecord(Value value) {}
