package dev.k3form.state.postgres;

import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.merge.StateMerge;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.EncodedState;
import dev.k3form.state.store.Snapshots;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as rows.
 *
 * <p>A snapshot writes the rows that differ from the last one that was read or written, in one
 * transaction, and counts the revision up. Where the revision is not the expected one, somebody
 * wrote in spite of the lock (it goes with the connection); then only what differs by records is
 * written, and nothing if both changed the same record.
 */
final class RowSnapshots implements Snapshots {
  private final Database database;
  private final String state;
  private final String schema;
  private final Sealer sealer;
  private final Path where;
  private StateDocument last = new StateDocument("", Map.of(), Map.of(), Map.of());
  private long revision;

  RowSnapshots(Database database, String state, Sealer sealer) {
    this.database = database;
    this.state = state;
    this.schema = database.settings().schema();
    this.sealer = sealer;
    this.where = Path.of("postgres", state);
  }

  /** A snapshot with its number. */
  private record Numbered(StateDocument document, long revision) {}

  @Override
  public Loaded load() {
    Optional<Numbered> found = database.transaction("read the state", c -> read(c, ""));
    if (found.isEmpty()) {
      revision = 0;
      return new Loaded(Optional.empty(), "");
    }
    last = found.get().document();
    revision = found.get().revision();
    State read = StateCodec.decode(where, last, sealer);
    return new Loaded(Optional.of(read), Snapshots.digest(StateCodec.encode(last)));
  }

  /** Returns the snapshot as it is written, empty if there is none. */
  Optional<StateDocument> document() {
    return database.transaction("read the state", c -> read(c, "")).map(Numbered::document);
  }

  @Override
  public Loaded store(EncodedState next, String message) {
    State wanted = next.state();
    StateDocument ours = StateCodec.document(wanted, sealer);
    Numbered written = database.transaction("write the state", c -> write(c, ours, message));
    last = written.document();
    revision = written.revision();
    State stored = last.equals(ours) ? wanted : StateCodec.decode(where, last, sealer);
    return new Loaded(Optional.of(stored), Snapshots.digest(StateCodec.encode(last)));
  }

  @Override
  public void remove(String message) {
    database.transaction(
        "remove the state",
        c -> {
          for (String table : List.of("resource", "output", "change", "history")) {
            execute(c, "DELETE FROM %s." + table + " WHERE state = ?", state);
          }
          execute(c, "DELETE FROM %s.state WHERE name = ?", state);
          return state;
        });
  }

  private Numbered write(Connection c, StateDocument ours, String message) throws SQLException {
    Optional<Numbered> found = read(c, " FOR UPDATE");
    StateDocument theirs = found.map(Numbered::document).orElseGet(() -> empty(ours.lineage()));
    long theirRevision = found.map(Numbered::revision).orElse(0L);
    StateDocument merged = ours;
    if (found.isPresent() && theirs.equals(ours)) {
      return new Numbered(ours, theirRevision); // written before the connection broke
    }
    if (theirRevision != revision) {
      StateMerge.Result result = StateMerge.merge(Optional.of(last), ours, theirs);
      if (!result.isClean()) {
        throw new StateException(StateProblems.pushConflict(result.conflicts()));
      }
      merged = result.merged();
    }
    long next = theirRevision + 1;
    execute(
        c,
        "INSERT INTO %s.state VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET revision = ?",
        state,
        merged.lineage(),
        next,
        next);
    execute(
        c,
        "INSERT INTO %s.history (state, revision, who, message) VALUES (?, ?, ?, ?)",
        state,
        next,
        System.getProperty("user.name", "?"),
        message);
    rows(c, next, "resource", "address", "record", theirs.resources(), merged.resources());
    rows(c, next, "output", "name", "value", theirs.outputs(), merged.outputs());
    return new Numbered(merged, next);
  }

  private static StateDocument empty(String lineage) {
    return new StateDocument(lineage, Map.of(), Map.of(), Map.of());
  }

  /** Writes the rows of a table that differ, and their history. */
  private void rows(
      Connection c,
      long number,
      String table,
      String key,
      String column,
      Map<String, Json> before,
      Map<String, Json> after)
      throws SQLException {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    try (PreparedStatement puts = prepare(c, put(table, key, column));
        PreparedStatement drops =
            prepare(c, "DELETE FROM %s." + table + " WHERE state = ? AND " + key + " = ?");
        PreparedStatement notes =
            prepare(c, "INSERT INTO %s.change VALUES (?, ?, ?, ?, ?::json)")) {
      for (String name : names) {
        Json now = after.get(name);
        if (now == null) {
          batch(drops, state, name);
          batch(notes, state, number, table, name, null);
        } else if (!now.equals(before.get(name))) {
          String text = JsonWriter.compact(now);
          batch(puts, state, name, text);
          batch(notes, state, number, table, name, text);
        }
      }
      drops.executeBatch();
      puts.executeBatch();
      notes.executeBatch();
    }
  }

  private static String put(String table, String key, String column) {
    return "INSERT INTO %s."
        + table
        + " VALUES (?, ?, ?::json) ON CONFLICT (state, "
        + key
        + ") DO UPDATE SET "
        + column
        + " = excluded."
        + column;
  }

  /** Prepares a statement in which the schema stands for {@code %s}. */
  private PreparedStatement prepare(Connection c, String sql) throws SQLException {
    return c.prepareStatement(sql.replace("%s", schema));
  }

  private static void batch(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private void execute(Connection c, String sql, Object... values) throws SQLException {
    try (PreparedStatement s = prepare(c, sql)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      s.executeUpdate();
    }
  }

  private Optional<Numbered> read(Connection c, String lock) throws SQLException {
    String sql = "SELECT lineage, revision FROM %s.state WHERE name = ?" + lock;
    try (PreparedStatement s = prepare(c, sql)) {
      s.setString(1, state);
      try (ResultSet row = s.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Numbered(
                new StateDocument(
                    row.getString(1),
                    table(c, "SELECT name, value FROM %s.output WHERE state = ?"),
                    table(c, "SELECT address, record FROM %s.resource WHERE state = ?"),
                    Map.of()),
                row.getLong(2)));
      }
    }
  }

  private Map<String, Json> table(Connection c, String sql) throws SQLException {
    Map<String, Json> out = new LinkedHashMap<>();
    try (PreparedStatement s = prepare(c, sql)) {
      s.setString(1, state);
      try (ResultSet rows = s.executeQuery()) {
        while (rows.next()) {
          out.put(rows.getString(1), JsonReader.read(rows.getString(2)));
        }
      }
    }
    return out;
  }
}
