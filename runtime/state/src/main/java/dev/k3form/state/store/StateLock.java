package dev.k3form.state.store;

import dev.k3form.model.diagnostic.Diagnostic;
import java.util.function.Consumer;

/** The right to change one state, for as long as it is open. */
public interface StateLock extends AutoCloseable {
  /**
   * Makes sure that the lock is still held.
   *
   * @throws dev.k3form.state.StateException if somebody else has it
   */
  void check();

  /**
   * Refuses as {@link #check} does, but asks nobody as long as the holder has shown a sign of life
   * within the time after which others may take over: cheap enough for every operation.
   *
   * @throws dev.k3form.state.StateException if somebody else may have it
   */
  default void checkBeforeWork() {
    check();
  }

  /** Says who is told when it cannot be renewed, and when it can be again; never an error. */
  default void listen(Consumer<Diagnostic> listener) {}

  /** Gives the lock back. */
  @Override
  void close();

  /** Returns a lock that is always held. */
  static StateLock none() {
    return new StateLock() {
      @Override
      public void check() {}

      @Override
      public void close() {}
    };
  }

  /** Returns a lock that is held while both are. */
  static StateLock both(StateLock outer, StateLock inner) {
    return new StateLock() {
      @Override
      public void check() {
        outer.check();
        inner.check();
      }

      @Override
      public void checkBeforeWork() {
        outer.checkBeforeWork();
        inner.checkBeforeWork();
      }

      @Override
      public void listen(Consumer<Diagnostic> listener) {
        outer.listen(listener);
        inner.listen(listener);
      }

      @Override
      public void close() {
        try (outer) {
          inner.close();
        }
      }
    };
  }
}
