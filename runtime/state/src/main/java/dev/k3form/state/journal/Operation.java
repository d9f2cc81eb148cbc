package dev.k3form.state.journal;

import java.util.Locale;

/** What a provider is asked to do with an object. */
public enum Operation {
  /** Make it. */
  CREATE,
  /** Change it in place; also finishes an incomplete one. */
  UPDATE,
  /** Make it anew by the provider's own means, as one operation. */
  REPLACE,
  /** Delete the current object. */
  DELETE,
  /** Delete a deposed object. */
  DELETE_DEPOSED;

  /** Returns the name in files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
