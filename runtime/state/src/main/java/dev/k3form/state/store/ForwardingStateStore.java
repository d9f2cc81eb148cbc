package dev.k3form.state.store;

import dev.k3form.state.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** A store that is another one, put together in its own way. */
public abstract class ForwardingStateStore implements StateStore {
  /** Returns the store that does the work; asked for at each use. */
  protected abstract StateStore store();

  @Override
  public final StateSession open(String operation, Duration lockTimeout) {
    return store().open(operation, lockTimeout);
  }

  @Override
  public final StateSession salvage(String operation, Duration lockTimeout) {
    return store().salvage(operation, lockTimeout);
  }

  @Override
  public final State read() {
    return store().read();
  }

  @Override
  public final void reseal() {
    store().reseal();
  }

  @Override
  public final void adopt(State state, String message, Predicate<State> mayReplace) {
    store().adopt(state, message, mayReplace);
  }

  @Override
  public final boolean exists() {
    return store().exists();
  }

  @Override
  public final void drop(String message) {
    store().drop(message);
  }

  @Override
  public final Optional<LockInfo> holder() {
    return store().holder();
  }

  @Override
  public final Optional<LockInfo> unlock() {
    return store().unlock();
  }
}
