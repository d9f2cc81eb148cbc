package dev.k3form.state.store;

import java.time.Duration;
import java.util.Optional;

/** The lock that a store shares between computers, besides the one on each of them. */
public interface SharedLocking {
  /**
   * Takes the lock.
   *
   * @throws dev.k3form.state.StateException if somebody else holds it after the time-out
   */
  StateLock take(LockInfo info, Duration timeout);

  /** Returns who holds it. */
  Optional<LockInfo> holder();

  /**
   * Breaks the lock of a dead holder.
   *
   * @throws dev.k3form.state.StateException if the holder shows signs of life
   */
  Optional<LockInfo> unlock();

  /** The shared lock of a store that is on one computer only. */
  static SharedLocking none() {
    return new SharedLocking() {
      @Override
      public StateLock take(LockInfo info, Duration timeout) {
        return StateLock.none();
      }

      @Override
      public Optional<LockInfo> holder() {
        return Optional.empty();
      }

      @Override
      public Optional<LockInfo> unlock() {
        return Optional.empty();
      }
    };
  }
}
