package dev.k3form.model.schema;

/**
 * A block that may stand inside a provider's or resource's block.
 *
 * <p>In values it is an attribute of the same name: an object or null for {@link Nesting#SINGLE}, a
 * list of objects for {@link Nesting#LIST}, a map of objects by label for {@link Nesting#MAP}.
 *
 * @param min how many there must be at least
 * @param max how many there may be at most
 */
public record NestedBlock(
    String name, String doc, Nesting nesting, BlockSchema block, int min, int max) {
  /** How often a block may stand and how it becomes a value. */
  public enum Nesting {
    /** At most once, without label. */
    SINGLE,
    /** Any number of times, without label; order counts. */
    LIST,
    /** Any number of times, told apart by one label. */
    MAP
  }
}
