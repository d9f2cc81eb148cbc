package dev.k3form.model.diagnostic;

import dev.k3form.model.source.Span;

/** A place in the source with a few words on what it has to do with the problem. */
public record Label(Span span, String text) {}
