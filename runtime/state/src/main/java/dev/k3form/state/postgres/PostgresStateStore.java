package dev.k3form.state.postgres;

import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.ForwardingStateStore;
import dev.k3form.state.store.JournaledStore;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * State in a PostgreSQL database, for teams.
 *
 * <p>Only the journal is on this computer; the connection may break during a run, the run goes on
 * and its snapshot is written when the connection is back. Secrets are sealed before they are sent,
 * so the database and its backups hold none in clear.
 */
public final class PostgresStateStore extends ForwardingStateStore implements AutoCloseable {
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
  @Override
  protected StateStore store() {
    return new JournaledStore(
        new RealDisk(),
        location,
        sealer,
        Clock.systemUTC(),
        new RowSnapshots(database, name, sealer),
        new PostgresLocking(database, name, timing));
  }

  /** Returns the workspaces of the project that have a state. */
  public static List<String> workspaces(PostgresSettings settings) {
    try (Database database = new Database(settings, settings.project() + "/")) {
      Schema.require(database);
      return database.transaction("list the states", c -> names(c, settings));
    }
  }

  private static List<String> names(Connection c, PostgresSettings settings) throws SQLException {
    String prefix = settings.project() + "/";
    String sql = "SELECT name FROM " + settings.schema() + ".state ORDER BY name";
    List<String> out = new ArrayList<>();
    try (Statement s = c.createStatement();
        ResultSet rows = s.executeQuery(sql)) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (name.startsWith(prefix)) {
          out.add(name.substring(prefix.length()));
        }
      }
    }
    return out;
  }

  /** Returns what was done to the state before. */
  public StateHistory history() {
    return new PostgresHistory(database, name);
  }

  /** Closes the connection. */
  @Override
  public void close() {
    database.close();
  }
}
