package dev.k3form.model.schema;

/** Who gives the value of an attribute. */
public enum Presence {
  /** The user must. */
  REQUIRED,
  /** The user may; otherwise the default stands, or null. */
  OPTIONAL,
  /** The user may; otherwise the provider does. */
  OPTIONAL_COMPUTED,
  /** Only the provider does; naming it in a block is an error. */
  COMPUTED;

  /** Reports whether the user may write it. */
  public boolean isArgument() {
    return this != COMPUTED;
  }
}
