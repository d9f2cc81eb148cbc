package dev.k3form.model.value;

/**
 * What is known about a value that is not known yet.
 *
 * @param notNull whether it will not be null
 * @param prefix what its text will start with, for strings
 * @param minLength the least number of elements, for collections
 * @param maxLength the greatest number of elements, for collections
 */
public record Refinement(boolean notNull, String prefix, int minLength, int maxLength) {
  /** Nothing is known. */
  public static final Refinement NONE = new Refinement(false, "", 0, Integer.MAX_VALUE);

  /** It will not be null. */
  public static final Refinement NOT_NULL = new Refinement(true, "", 0, Integer.MAX_VALUE);
}
