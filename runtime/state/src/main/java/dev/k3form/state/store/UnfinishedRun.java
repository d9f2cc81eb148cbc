package dev.k3form.state.store;

import java.util.List;

/**
 * A run whose journal was found: it was killed, or its snapshot could not be written.
 *
 * @param run its id
 * @param operation what it was doing, such as {@code apply}
 * @param entries how many entries it left
 * @param ended whether it ended by itself, only without a snapshot
 * @param leftOut the addresses of which the journal was not believed, because the snapshot had
 *     other news of them; only after {@link StateStore#salvage}
 * @param tornBytes how many bytes of an entry that never became durable were dropped
 */
public record UnfinishedRun(
    String run, String operation, int entries, boolean ended, List<String> leftOut, int tornBytes) {
  /** Copies the list. */
  public UnfinishedRun {
    leftOut = List.copyOf(leftOut);
  }
}
