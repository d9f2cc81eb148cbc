package dev.k3form.model.schema;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.Optional;

/**
 * One attribute of a provider's or resource's block.
 *
 * @param name in snake_case, the field's own term
 * @param doc one line for reference, completion and hover
 * @param defaultValue what stands for an optional argument that is left out
 * @param effect what a change of it does
 * @param secret whether its value must never be shown
 * @param example an expression of the language, for the reference; may be empty
 * @param deprecated what to use instead; empty if it is not deprecated
 */
public record AttributeSchema(
    String name,
    Type type,
    String doc,
    Presence presence,
    Optional<Value> defaultValue,
    Effect effect,
    boolean secret,
    String example,
    String deprecated) {}
