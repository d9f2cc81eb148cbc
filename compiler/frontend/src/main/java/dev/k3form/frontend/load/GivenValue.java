package dev.k3form.frontend.load;

import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;

/**
 * A value that the user gave for a variable.
 *
 * @param from where it comes from, in words
 * @param span its place in a file, {@link Span#NONE} if it is in none
 */
public record GivenValue(Value value, String from, Span span) {}
