package dev.k3form.state.store;

import dev.k3form.state.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the state of one workspace is kept. */
public interface StateStore {
  /**
   * Takes the lock and reads the state: the last snapshot and, after a crash, the journal on top.
   *
   * @param operation what for, such as {@code apply}; shown to whoever finds the state locked
   * @param lockTimeout how long to wait for another holder
   * @throws dev.k3form.state.StateException if it is locked, damaged, or cannot be reached
   */
  StateSession open(String operation, Duration lockTimeout);

  /**
   * Opens a state whose journal {@link #open} refuses, for {@code k3form recover}.
   *
   * <p>Of a damaged journal the readable beginning is used. Where the journal and a snapshot that
   * was changed since contradict each other, the snapshot is believed; {@link
   * UnfinishedRun#leftOut} says of which records, and the provider is to be asked about each. The
   * journal is kept as a copy.
   */
  StateSession salvage(String operation, Duration lockTimeout);

  /** Reads the state without the lock; what a running apply has recorded so far is in it. */
  State read();

  /**
   * Writes everything anew, so that all seals are of the sealer's current key.
   *
   * @throws dev.k3form.state.StateException if it is locked, or a run is unfinished
   */
  void reseal();

  /**
   * Takes a whole state over from another store, lineage and all.
   *
   * @param mayReplace says of a state that is there whether the new one continues it
   * @throws dev.k3form.state.StateException if it is locked, or has another state already
   */
  void adopt(State state, String message, Predicate<State> mayReplace);

  /** Takes a whole state where there is none yet, or that very one. */
  default void adopt(State state, String message) {
    adopt(state, message, _ -> false);
  }

  /** Reports whether there is a state: a snapshot, or a journal that begins one. */
  boolean exists();

  /**
   * Drops the state; the objects in it stay and nobody knows of them any more.
   *
   * @throws dev.k3form.state.StateException if it is locked, or a run is unfinished
   */
  void drop(String message);

  /** Returns who holds the lock. */
  Optional<LockInfo> holder();

  /**
   * Breaks the lock of a dead holder and returns who it was, empty if there was no lock.
   *
   * @throws dev.k3form.state.StateException if the holder is known to live
   */
  Optional<LockInfo> unlock();
}
