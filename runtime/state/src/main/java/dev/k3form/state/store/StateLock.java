package dev.k3form.state.store;

/** The right to change one state, for as long as it is open. */
public interface StateLock extends AutoCloseable {
  /**
   * Makes sure that the lock is still held.
   *
   * @throws dev.k3form.state.StateException if somebody else has it
   */
  void check();

  /** Gives the lock back. */
  @Override
  void close();
}
