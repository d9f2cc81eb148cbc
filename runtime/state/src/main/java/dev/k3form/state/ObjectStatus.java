package dev.k3form.state;

import java.util.Locale;

/** How far the life of a resource instance's current object has come. */
public enum ObjectStatus {
  /** It exists and is configured. */
  READY,
  /** It exists, but a later step of its creation failed or was cut off; apply resumes there. */
  INCOMPLETE,
  /** It exists and is to be replaced at the next apply. */
  TAINTED,
  /** It does not exist; the record is there for its deposed objects only. */
  ABSENT;

  /** Returns the name in files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
