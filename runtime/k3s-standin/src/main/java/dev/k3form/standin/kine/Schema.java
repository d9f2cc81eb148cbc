package dev.k3form.standin.kine;

import dev.k3form.standin.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** kine's table, its indexes, and the database they are in (reference k3s.md §4.2). */
final class Schema {

  private static final String[] STATEMENTS = {
    """
    CREATE TABLE IF NOT EXISTS kine (
      id BIGSERIAL PRIMARY KEY,
      name text COLLATE "C",
      created INTEGER,
      deleted INTEGER,
      create_revision BIGINT,
      prev_revision BIGINT,
      lease INTEGER,
      value bytea,
      old_value bytea)
    """,
    "CREATE INDEX IF NOT EXISTS kine_name_index ON kine (name)",
    "CREATE INDEX IF NOT EXISTS kine_name_id_index ON kine (name, id)",
    "CREATE INDEX IF NOT EXISTS kine_id_deleted_index ON kine (id, deleted)",
    "CREATE INDEX IF NOT EXISTS kine_prev_revision_index ON kine (prev_revision)",
    "CREATE UNIQUE INDEX IF NOT EXISTS kine_name_prev_revision_uindex ON kine (name,"
        + " prev_revision)",
    "CREATE INDEX IF NOT EXISTS kine_list_query_index ON kine (name, id DESC, deleted)",
    """
    INSERT INTO kine (name, created, deleted, create_revision, prev_revision, lease, value)
    VALUES ('compact_rev_key', 1, 0, 0, 0, 0, '') ON CONFLICT DO NOTHING
    """
  };

  private Schema() {}

  static void ensure(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Two servers that start at the same time must not make the same table at once.
      statement.execute("SELECT pg_advisory_lock(hashtext('kine'))");
      try {
        for (String sql : STATEMENTS) {
          statement.execute(sql);
        }
      } finally {
        statement.execute("SELECT pg_advisory_unlock(hashtext('kine'))");
      }
    }
  }

  /** Makes the database if it is missing and the role may; that it may not is only a warning. */
  static void ensureDatabase(Dsn dsn, Log log) {
    try (Connection connection = ConnectionPool.connect(dsn, "postgres");
        PreparedStatement question =
            connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      question.setString(1, dsn.database());
      try (ResultSet rows = question.executeQuery();
          Statement statement = connection.createStatement()) {
        if (!rows.next()) {
          statement.execute("CREATE DATABASE \"" + dsn.database().replace("\"", "\"\"") + "\"");
        }
      }
    } catch (SQLException e) {
      log.warning(
          "failed to create database "
              + dsn.database()
              + ": "
              + ConnectionFailure.words(dsn, "postgres", e));
    }
  }
}
