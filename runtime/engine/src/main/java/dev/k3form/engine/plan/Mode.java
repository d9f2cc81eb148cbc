package dev.k3form.engine.plan;

import java.util.Locale;

/** What a plan is for. */
public enum Mode {
  /** Bring the world to what the configuration says. */
  NORMAL,
  /** Delete everything that the state knows. */
  DESTROY,
  /** Record what was read, and change nothing else. */
  REFRESH_ONLY;

  /** Returns the name in files and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
