package dev.k3form.standin.kine;

import dev.k3form.standin.Exit;
import dev.k3form.standin.Log;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import dev.k3form.standin.store.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Entries as rows of kine's table (reference k3s.md §4.2): each change appends a row, a row's id is
 * the revision, and the unique pair of name and previous revision decides who was first. Rows are
 * not compacted.
 */
public final class KineStore implements Datastore {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String LATEST =
      "SELECT id, created, deleted, create_revision, value FROM kine WHERE name = ?"
          + " ORDER BY id DESC LIMIT 1";
  private static final String LIST =
      "SELECT name, id, created, deleted, create_revision, value FROM (SELECT DISTINCT ON (name) *"
          + " FROM kine WHERE name >= ? AND name < ? ORDER BY name, id DESC) latest"
          + " WHERE deleted = 0 ORDER BY name";
  private static final String INSERT =
      "INSERT INTO kine (name, created, deleted, create_revision, prev_revision, lease, value,"
          + " old_value) VALUES (?, ?, ?, ?, ?, 0, ?, ?) RETURNING id";

  private final ConnectionPool pool;
  private final Log log;
  private volatile boolean answers = true;
  private volatile boolean closed;

  private KineStore(ConnectionPool pool, Log log) {
    this.pool = pool;
    this.log = log;
  }

  /**
   * Connects and makes the table. A database that cannot be reached is tried again each second, up
   * to 300 times, as kine does.
   */
  public static KineStore open(Dsn dsn, Log log, Duration pause) throws Exit, InterruptedException {
    Schema.ensureDatabase(dsn, log);
    var pool = new ConnectionPool(dsn);
    for (int attempt = 1; ; attempt++) {
      try {
        pool.fill();
        break;
      } catch (SQLException e) {
        log.error(
            "Failed to ping database connection: "
                + ConnectionFailure.words(dsn, dsn.database(), e));
        if (attempt == 300) {
          throw Exit.fatal("Error: preparing server: creating storage endpoint: building kine");
        }
        Thread.sleep(pause);
      }
    }
    log.info(
        "Configuring pgx database connection pooling: maxIdleConns=2, maxOpenConns=0,"
            + " connMaxLifetime=0s");
    log.info("Configuring database table schema and indexes, this may take a moment...");
    try {
      pool.with(
          connection -> {
            Schema.ensure(connection);
            return true;
          });
    } catch (SQLException e) {
      throw Exit.fatal("Error: preparing server: creating storage endpoint: " + e.getMessage());
    }
    log.info("Database tables and indexes are up to date");
    log.info("Kine available at unix://kine.sock");
    var store = new KineStore(pool, log);
    Thread.ofVirtual().name("kine").start(() -> store.ping(dsn));
    return store;
  }

  private void ping(Dsn dsn) {
    while (!closed) {
      try {
        pool.with(connection -> connection.isValid(3) ? true : fail());
        answers = true;
      } catch (SQLException e) {
        answers = false;
        if (!closed) {
          log.error(
              "Failed to ping database connection: "
                  + ConnectionFailure.words(dsn, dsn.database(), e));
        }
      }
      try {
        Thread.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean fail() throws SQLException {
    throw new SQLException("connection lost");
  }

  private <T> T run(ConnectionPool.Work<T> work) {
    try {
      return pool.with(work);
    } catch (SQLException e) {
      throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /** The latest row of a name, deleted or not. */
  private record Row(long id, boolean deleted, long created, String value) {}

  private static Optional<Row> latest(Connection connection, String key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(row(rows)) : Optional.empty();
      }
    }
  }

  private static Row row(ResultSet rows) throws SQLException {
    long id = rows.getLong("id");
    boolean created = rows.getInt("created") == 1;
    byte @Nullable [] value = rows.getBytes("value");
    return new Row(
        id,
        rows.getInt("deleted") == 1,
        created ? id : rows.getLong("create_revision"),
        value == null ? "" : new String(value, StandardCharsets.UTF_8));
  }

  /** Appends a row; nothing when another one came first. */
  private static OptionalLong insert(
      Connection connection,
      String key,
      boolean created,
      boolean deleted,
      long createRevision,
      long previous,
      String value,
      @Nullable String old)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, key);
      statement.setInt(2, created ? 1 : 0);
      statement.setInt(3, deleted ? 1 : 0);
      statement.setLong(4, createRevision);
      statement.setLong(5, previous);
      statement.setBytes(6, value.getBytes(StandardCharsets.UTF_8));
      if (old == null) {
        statement.setNull(7, Types.BINARY);
      } else {
        statement.setBytes(7, old.getBytes(StandardCharsets.UTF_8));
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return OptionalLong.of(rows.getLong(1));
      }
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<Entry> get(String key) {
    return run(connection -> latest(connection, key))
        .filter(row -> !row.deleted())
        .map(row -> new Entry(key, row.value(), row.created(), row.id()));
  }

  @Override
  public List<Entry> list(String prefix) {
    return run(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, prefix);
            int last = prefix.length() - 1;
            statement.setString(2, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                Row row = row(rows);
                entries.add(
                    new Entry(rows.getString("name"), row.value(), row.created(), row.id()));
              }
            }
            return entries;
          }
        });
  }

  @Override
  public Optional<Entry> create(String key, String value) {
    return run(
        connection -> {
          Optional<Row> latest = latest(connection, key);
          if (latest.isPresent() && !latest.get().deleted()) {
            return Optional.empty();
          }
          long previous = latest.map(Row::id).orElse(0L);
          OptionalLong id = insert(connection, key, true, false, 0, previous, value, null);
          return id.isEmpty()
              ? Optional.empty()
              : Optional.of(new Entry(key, value, id.getAsLong(), id.getAsLong()));
        });
  }

  @Override
  public Optional<Entry> update(String key, String value, long revision) {
    return run(
        connection -> {
          Optional<Row> latest = latest(connection, key).filter(r -> live(r, revision));
          if (latest.isEmpty()) {
            return Optional.empty();
          }
          Row old = latest.get();
          OptionalLong id =
              insert(connection, key, false, false, old.created(), revision, value, old.value());
          return id.isEmpty()
              ? Optional.empty()
              : Optional.of(new Entry(key, value, old.created(), id.getAsLong()));
        });
  }

  private static boolean live(Row row, long revision) {
    return !row.deleted() && row.id() == revision;
  }

  @Override
  public boolean delete(String key, long revision) {
    return run(
        connection -> {
          Optional<Row> latest = latest(connection, key).filter(r -> live(r, revision));
          return latest.isPresent()
              && insert(
                      connection,
                      key,
                      false,
                      true,
                      latest.get().created(),
                      revision,
                      latest.get().value(),
                      latest.get().value())
                  .isPresent();
        });
  }

  @Override
  public long revision() {
    return run(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement("SELECT max(id) FROM kine");
              ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Override
  public boolean healthy() {
    return answers;
  }

  @Override
  public void close() {
    closed = true;
    log.info("Closing database connections...");
    pool.close();
  }
}
