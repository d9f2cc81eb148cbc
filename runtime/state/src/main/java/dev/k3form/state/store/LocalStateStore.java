package dev.k3form.state.store;

import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.secret.Sealer;
import java.time.Clock;

/** State in a file of the working directory, for one person, or for several who pull and merge. */
public final class LocalStateStore extends ForwardingStateStore {
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
  protected StateStore store() {
    return store;
  }
}
