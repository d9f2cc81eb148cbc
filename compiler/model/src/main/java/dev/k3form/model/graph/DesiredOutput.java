package dev.k3form.model.graph;

import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;

/** An output of the root module; its value is a secret where it is marked or tainted so. */
public record DesiredOutput(String name, Value value, String description, Span span) {}
