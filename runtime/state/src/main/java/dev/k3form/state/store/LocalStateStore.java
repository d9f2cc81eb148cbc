package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.secret.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** State in a file of the working directory, for one person, or for several who pull and merge. */
public final class LocalStateStore implements StateStore {
  private final JournaledStore store;

  /** Creates a store of the files at a location; it opens secrets with the sealer. */
  public LocalStateStore(StateLocation location, Sealer sealer) {
    this(new RealDisk(), location, sealer, Clock.systemUTC());
  }

  LocalStateStore(Disk disk, StateLocation location, Sealer sealer, Clock clock) {
    SnapshotFile snapshots = new SnapshotFile(disk, location.stateFile(), sealer);
    store = new JournaledStore(disk, location, sealer, clock, snapshots, SharedLocking.none());
  }

  @Override
  public StateSession open(String operation, Duration lockTimeout) {
    return store.open(operation, lockTimeout);
  }

  @Override
  public StateSession salvage(String operation, Duration lockTimeout) {
    return store.salvage(operation, lockTimeout);
  }

  @Override
  public State read() {
    return store.read();
  }

  @Override
  public void reseal() {
    store.reseal();
  }

  @Override
  public void adopt(State state, String message) {
    store.adopt(state, message);
  }

  @Override
  public boolean exists() {
    return store.exists();
  }

  @Override
  public void drop(String message) {
    store.drop(message);
  }

  @Override
  public Optional<LockInfo> holder() {
    return store.holder();
  }

  @Override
  public Optional<LockInfo> unlock() {
    return store.unlock();
  }
}
