package dev.k3form.engine.plan;

import java.util.Locale;

/** What one operation does. */
public enum Action {
  /** Takes an existing object into the state. */
  IMPORT,
  /** Makes an object; sets an existing one of the instance aside where the plan says so. */
  CREATE,
  /** Goes on with a creation. */
  RESUME,
  /** Changes an object in place. */
  UPDATE,
  /** Deletes an instance's object. */
  DELETE,
  /** Deletes an object that was set aside. */
  DELETE_DEPOSED,
  /** Reads a data source. */
  READ,
  /** Waits until a member of a rollout group serves again. */
  GATE,
  /** Writes a record again without touching its object. */
  RECORD,
  /** Drops a record without touching its object. */
  FORGET,
  /** Does nothing; stands for an unchanged instance between changed ones. */
  PASS;

  /** Returns the name in files and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reports whether it makes or changes the instance's object. */
  public boolean isMaking() {
    return this == CREATE || this == RESUME || this == UPDATE;
  }

  /** Reports whether it deletes something. */
  public boolean isDeleting() {
    return this == DELETE || this == DELETE_DEPOSED;
  }

  /** Reports whether the user sees it as work on an object. */
  public boolean isWork() {
    return isMaking() || isDeleting() || this == READ || this == GATE || this == IMPORT;
  }
}
