package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.SharedLocking;
import dev.k3form.state.store.StateLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The advisory lock of a state.
 *
 * <p>It belongs to a connection and goes when the server sees that end. A row beside it says who
 * holds it and when that holder last showed a sign of life, so that one whose machine vanished
 * without a word can be told from a living one: its connection is ended then.
 */
final class PostgresLocking implements SharedLocking {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Database database;
  private final String state;
  private final LockTiming timing;

  PostgresLocking(Database database, String state, LockTiming timing) {
    this.database = database;
    this.state = state;
    this.timing = timing;
  }

  /** Who holds the lock and whether they live. */
  private record Seen(Optional<LockInfo> info, boolean dead) {
    String name() {
      return info.map(LockInfo::toString).orElse("someone");
    }
  }

  @Override
  public StateLock take(LockInfo info, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!database.tryLock()) {
      Optional<Seen> seen = look();
      if (seen.isPresent() && seen.get().dead()) {
        end();
      } else if (System.nanoTime() >= deadline) {
        throw new StateException(
            StateProblems.locked(
                "the state `" + state + "` in the database",
                seen.map(Seen::name).orElse("someone"),
                timeout.isZero() ? "" : timeout.toSeconds() + "s"));
      }
      pause();
    }
    return new PostgresLock(this, info, timing);
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(250));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException(DatabaseProblems.failed("wait for the lock", "interrupted"), e);
    }
  }

  @Override
  public Optional<LockInfo> holder() {
    return look().flatMap(Seen::info);
  }

  @Override
  public Optional<LockInfo> unlock() {
    Optional<Seen> seen = look();
    if (seen.isPresent() && !seen.get().dead()) {
      throw new StateException(
          StateProblems.holderBeating(seen.get().name(), timing.expiry().toSeconds()));
    }
    seen.ifPresent(_ -> end());
    return seen.flatMap(Seen::info);
  }

  private static final String HOLDERS =
      "FROM pg_locks p LEFT JOIN %1$s.lock l ON l.state = ? WHERE p.locktype = 'advisory'"
          + " AND p.granted AND p.database = (SELECT oid FROM pg_database"
          + " WHERE datname = current_database())"
          + " AND p.classid = ?::bigint::oid AND p.objid = ?::bigint::oid AND p.objsubid = 1";

  private Optional<Seen> look() {
    String sql =
        ("SELECT l.info, l.beat < now() - make_interval(secs => ?) AND l.backend = p.pid "
                + HOLDERS)
            .formatted(database.settings().schema());
    return database.transaction(
        "look for the lock",
        c -> {
          try (PreparedStatement s = c.prepareStatement(sql)) {
            s.setDouble(1, timing.expiry().toMillis() / 1000.0);
            setHolder(s, 2);
            try (ResultSet row = s.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Seen(
                          Optional.ofNullable(row.getString(1)).flatMap(LockInfo::parse),
                          row.getBoolean(2)))
                  : Optional.empty();
            }
          }
        });
  }

  private void end() {
    String sql =
        ("SELECT pg_terminate_backend(p.pid) " + HOLDERS).formatted(database.settings().schema());
    database.transaction(
        "end the connection of a dead holder",
        c -> {
          try (PreparedStatement s = c.prepareStatement(sql)) {
            setHolder(s, 1);
            return s.execute();
          }
        });
  }

  private void setHolder(PreparedStatement s, int first) throws SQLException {
    s.setString(first, state);
    s.setLong(first + 1, database.lockKey() >>> 32);
    s.setLong(first + 2, database.lockKey() & 0xffffffffL);
  }

  /** How it stands with a lock that was taken. */
  enum Standing {
    /** It is held, and nobody else had it since. */
    HELD,
    /** It is held again after the connection broke, but somebody else had it meanwhile. */
    REGAINED,
    /** It is not held any more. */
    LOST
  }

  /**
   * Notes who holds the lock and that they live; tries that once.
   *
   * @throws StateException if the server does not answer
   */
  Standing beat(LockInfo info) {
    return database.once(
        "show a sign of life",
        answer(),
        c -> {
          if (!database.isLocked()) {
            return Standing.LOST;
          }
          boolean mine = note(c, "SELECT FROM %s.lock WHERE state = ? AND info = ?", info);
          note(
              c,
              "INSERT INTO %s.lock (state, info, backend) VALUES (?, ?, pg_backend_pid())"
                  + " ON CONFLICT (state) DO UPDATE"
                  + " SET info = excluded.info, backend = excluded.backend, beat = now()",
              info);
          return mine ? Standing.HELD : Standing.REGAINED;
        });
  }

  /** Returns how long an answer is waited for: several tries fit before the lock expires. */
  private Duration answer() {
    Duration third = timing.expiry().dividedBy(3);
    return third.compareTo(ANSWER) < 0 ? third : ANSWER;
  }

  /** Runs a statement on the lock's row; reports whether it answers with rows. */
  private boolean note(Connection c, String sql, LockInfo info) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(sql.formatted(database.settings().schema()))) {
      s.setString(1, state);
      s.setString(2, info.toText());
      if (!s.execute()) {
        return false;
      }
      try (ResultSet rows = s.getResultSet()) {
        return rows.next();
      }
    }
  }

  String name() {
    return "the lock of `" + state + "` in the database";
  }

  void release() {
    database.close();
  }
}
