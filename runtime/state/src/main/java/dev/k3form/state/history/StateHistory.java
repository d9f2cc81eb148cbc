package dev.k3form.state.history;

import dev.k3form.state.codec.StateDocument;
import java.time.Instant;
import java.util.List;

/** The snapshots that a state has gone through, as its store remembers them. */
public interface StateHistory {
  /**
   * One snapshot.
   *
   * @param id names it towards {@link #at}
   * @param message what was done, the first line
   */
  record Entry(String id, Instant when, String who, String message) {}

  /** Returns the latest snapshots, the newest first. */
  List<Entry> entries(int limit);

  /**
   * Returns a snapshot; secrets in it stay sealed.
   *
   * @throws dev.k3form.state.StateException if there is none of that id
   */
  StateDocument at(String id);
}
