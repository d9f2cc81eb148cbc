package dev.k3form.state.store;

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
      public void close() {
        try (outer) {
          inner.close();
        }
      }
    };
  }
}
