package dev.k3form.state.postgres;

import dev.k3form.state.State;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.JournaledStore;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.state.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * State in a PostgreSQL database, for teams.
 *
 * <p>Only the journal is on this computer; the connection may break during a run, the run goes on
 * and its snapshot is written when the connection is back. Secrets are sealed before they are sent,
 * so the database and its backups hold none in clear.
 */
public final class PostgresStateStore implements StateStore, AutoCloseable {
  private final Database database;
  private final String name;
  private final StateLocation location;
  private final Sealer sealer;
  private final LockTiming timing;

  /** Creates a store; the location says the workspace and where journal and key are. */
  public PostgresStateStore(
      StateLocation location, Sealer sealer, PostgresSettings settings, LockTiming timing) {
    name = settings.project() + "/" + location.workspace();
    database = new Database(settings, name);
    Schema.require(database);
    this.location = location;
    this.sealer = sealer;
    this.timing = timing;
  }

  /** Each use has snapshots of its own: they remember the revision that was read. */
  private JournaledStore store() {
    return new JournaledStore(
        new RealDisk(),
        location,
        sealer,
        Clock.systemUTC(),
        new RowSnapshots(database, name, sealer),
        new PostgresLocking(database, name, timing));
  }

  /** Returns what was done to the state before. */
  public StateHistory history() {
    return new PostgresHistory(database, name);
  }

  @Override
  public StateSession open(String operation, Duration lockTimeout) {
    return store().open(operation, lockTimeout);
  }

  @Override
  public StateSession salvage(String operation, Duration lockTimeout) {
    return store().salvage(operation, lockTimeout);
  }

  @Override
  public State read() {
    return store().read();
  }

  @Override
  public void reseal() {
    store().reseal();
  }

  @Override
  public void adopt(State state, String message) {
    store().adopt(state, message);
  }

  @Override
  public Optional<LockInfo> holder() {
    return store().holder();
  }

  @Override
  public Optional<LockInfo> unlock() {
    return store().unlock();
  }

  /** Closes the connection. */
  @Override
  public void close() {
    database.close();
  }
}
