package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.secret.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** State in a file of the working directory, for one person, or for several by way of git. */
public final class LocalStateStore implements StateStore {
  private final Disk disk;
  private final StateLocation location;
  private final Sealer sealer;
  private final Clock clock;

  /** Creates a store of the files at a location; it opens secrets with the sealer. */
  public LocalStateStore(StateLocation location, Sealer sealer) {
    this(new RealDisk(), location, sealer, Clock.systemUTC());
  }

  LocalStateStore(Disk disk, StateLocation location, Sealer sealer, Clock clock) {
    this.disk = disk;
    this.location = location;
    this.sealer = sealer;
    this.clock = clock;
  }

  @Override
  public StateSession open(String operation, Duration lockTimeout) {
    StateLock lock = FileLocking.take(location, LockInfo.here(operation, clock), lockTimeout);
    try {
      SnapshotFile snapshots = new SnapshotFile(disk, location.stateFile(), sealer);
      Opening opening = Opening.read(disk, location, snapshots, sealer);
      return new JournaledSession(operation, snapshots, lock, opening, sealer);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public State read() {
    SnapshotFile snapshots = new SnapshotFile(disk, location.stateFile(), sealer);
    return Opening.read(disk, location, snapshots, sealer).live().view();
  }

  @Override
  public void reseal() {
    SnapshotFile snapshots = new SnapshotFile(disk, location.stateFile(), sealer);
    try (StateLock _ =
        FileLocking.take(location, LockInfo.here("keys rotate", clock), Duration.ZERO)) {
      Opening opening = Opening.read(disk, location, snapshots, sealer);
      if (opening.unfinished().isPresent()) {
        throw new StateException(StateProblems.keysBusy(location.journalFile()));
      }
      if (!opening.base().isEmpty()) {
        snapshots.store(opening.live().view(), "Seal the secrets with a new key");
      }
    }
  }

  @Override
  public Optional<LockInfo> holder() {
    Optional<FileLocking> free = FileLocking.tryTake(location);
    free.ifPresent(FileLocking::close);
    return free.isPresent() ? Optional.empty() : FileLocking.holder(location);
  }

  @Override
  public Optional<LockInfo> unlock() {
    Optional<LockInfo> noted = FileLocking.holder(location);
    Optional<FileLocking> free = FileLocking.tryTake(location);
    if (free.isEmpty()) {
      throw new StateException(
          StateProblems.holderAlive(noted.map(LockInfo::toString).orElse("another process")));
    }
    free.get().close();
    return noted;
  }
}
