package dev.k3form.model.diagnostic;

import dev.k3form.model.source.Span;

/**
 * A text edit that would mend a problem.
 *
 * @param description what the edit does, in the imperative
 * @param span the text to replace
 * @param replacement the new text
 * @param safe whether the edit is certain to be what the user meant
 */
public record Fix(String description, Span span, String replacement, boolean safe) {}
