package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.secret.Sealer;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all stores have in common: the lock of this computer, then the lock that is shared with
 * others; a journal on this computer's disk; snapshots wherever the store keeps them.
 */
public final class JournaledStore implements StateStore {
  private final Disk disk;
  private final StateLocation location;
  private final Sealer sealer;
  private final Clock clock;
  private final Snapshots source;
  private final Snapshots snapshots;
  private final SharedLocking shared;

  /** Creates a store. */
  public JournaledStore(
      Disk disk,
      StateLocation location,
      Sealer sealer,
      Clock clock,
      Snapshots snapshots,
      SharedLocking shared) {
    this.disk = disk;
    this.location = location;
    this.sealer = sealer;
    this.clock = clock;
    this.source = snapshots;
    this.snapshots = new KnownSnapshots(snapshots, disk, location);
    this.shared = shared;
  }

  @Override
  public StateSession open(String operation, Duration lockTimeout) {
    return open(operation, lockTimeout, false);
  }

  @Override
  public StateSession salvage(String operation, Duration lockTimeout) {
    return open(operation, lockTimeout, true);
  }

  private StateSession open(String operation, Duration lockTimeout, boolean salvage) {
    StateLock lock = lock(operation, lockTimeout);
    try {
      Opening opening =
          salvage
              ? Salvage.read(disk, location, snapshots, sealer)
              : Opening.read(disk, location, snapshots, sealer);
      return new JournaledSession(operation, snapshots, lock, opening, sealer);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private StateLock lock(String operation, Duration timeout) {
    LockInfo info = LockInfo.here(operation, clock);
    long start = System.nanoTime();
    StateLock own = FileLocking.take(location, info, timeout);
    try {
      Duration left = timeout.minusNanos(System.nanoTime() - start);
      return StateLock.both(own, shared.take(info, left.isNegative() ? Duration.ZERO : left));
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  @Override
  public State read() {
    return Opening.read(disk, location, snapshots, sealer).live().view();
  }

  @Override
  public void reseal() {
    try (StateLock _ = lock("keys rotate", Duration.ZERO)) {
      Opening opening = Opening.read(disk, location, snapshots, sealer);
      if (opening.unfinished().isPresent()) {
        throw new StateException(StateProblems.keysBusy(location.journalFile()));
      }
      if (!opening.base().isEmpty()) {
        snapshots.store(
            EncodedState.of(opening.live().view(), sealer), "Seal the secrets with a new key");
      }
    }
  }

  @Override
  public void adopt(State state, String message, Predicate<State> mayReplace) {
    try (StateLock _ = lockForMove()) {
      Opening opening = Opening.read(disk, location, source, sealer);
      boolean there = !opening.base().isEmpty() || opening.unfinished().isPresent();
      State present = opening.live().view();
      boolean replaces = there && opening.unfinished().isEmpty() && mayReplace.test(present);
      if (there && !replaces && !present.equals(state)) {
        throw new StateException(StateProblems.targetNotEmpty(location.workspace()));
      }
      if (opening.unfinished().isEmpty()) {
        // Of what is there already, only what is not published yet.
        snapshots.store(EncodedState.of(state, sealer), message);
      }
    }
  }

  /** The store that a state comes from may be of this directory and hold its lock already. */
  private StateLock lockForMove() {
    return FileLocking.isHeldHere(location)
        ? shared.take(LockInfo.here("state migrate", clock), Duration.ZERO)
        : lock("state migrate", Duration.ZERO);
  }

  @Override
  public boolean exists() {
    return Files.exists(location.journalFile()) || !source.load().digest().isEmpty();
  }

  @Override
  public void drop(String message) {
    try (StateLock _ = lock("workspace delete", Duration.ZERO)) {
      Opening opening = Opening.read(disk, location, snapshots, sealer);
      if (opening.unfinished().isPresent()) {
        throw new StateException(StateProblems.unfinishedAtSource());
      }
      if (!opening.base().isEmpty()) {
        snapshots.remove(message);
      }
    }
  }

  @Override
  public Optional<LockInfo> holder() {
    Optional<FileLocking> free = FileLocking.tryTake(location);
    free.ifPresent(FileLocking::close);
    return free.isPresent() ? shared.holder() : FileLocking.holder(location);
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
    return shared.unlock().or(() -> noted);
  }
}
