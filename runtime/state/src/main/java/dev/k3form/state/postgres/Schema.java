package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The tables, made by the first who comes; {@code docs/state-format.md} describes them. */
final class Schema {
  private static final int VERSION = 1;
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE %1$s.version (number integer NOT NULL)",
          "INSERT INTO %1$s.version VALUES (" + VERSION + ")",
          """
          CREATE TABLE %1$s.state (
            name text PRIMARY KEY,
            lineage text NOT NULL,
            revision bigint NOT NULL)\
          """,
          """
          CREATE TABLE %1$s.resource (
            state text NOT NULL REFERENCES %1$s.state (name),
            address text NOT NULL,
            record json NOT NULL,
            PRIMARY KEY (state, address))\
          """,
          """
          CREATE TABLE %1$s.output (
            state text NOT NULL REFERENCES %1$s.state (name),
            name text NOT NULL,
            value json NOT NULL,
            PRIMARY KEY (state, name))\
          """,
          """
          CREATE TABLE %1$s.history (
            state text NOT NULL,
            revision bigint NOT NULL,
            at timestamptz NOT NULL DEFAULT now(),
            who text NOT NULL,
            message text NOT NULL,
            PRIMARY KEY (state, revision))\
          """,
          """
          CREATE TABLE %1$s.change (
            state text NOT NULL,
            revision bigint NOT NULL,
            kind text NOT NULL CHECK (kind IN ('resource', 'output')),
            name text NOT NULL,
            content json,
            PRIMARY KEY (state, revision, kind, name))\
          """,
          """
          CREATE TABLE %1$s.lock (
            state text PRIMARY KEY,
            info text NOT NULL,
            backend integer NOT NULL,
            beat timestamptz NOT NULL DEFAULT now())\
          """);

  private Schema() {}

  /** Makes the tables where they are not, and refuses those of another version or of others. */
  static void require(Database database) {
    String schema = database.settings().schema();
    Optional<Integer> found = database.transaction("make its tables", c -> create(c, schema));
    int version = found.orElse(0);
    if (version > VERSION) {
      throw new StateException(DatabaseProblems.newer(version, VERSION));
    }
    if (version < VERSION) {
      throw new StateException(DatabaseProblems.foreign(schema, found, VERSION));
    }
  }

  private static Optional<Integer> create(Connection c, String schema) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.execute("SELECT pg_advisory_xact_lock(hashtext('k3form schema'))");
      boolean there;
      try (ResultSet row =
          s.executeQuery("SELECT to_regclass('" + schema + ".version') IS NOT NULL")) {
        there = row.next() && row.getBoolean(1);
      }
      if (!there) {
        s.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        for (String table : TABLES) {
          s.execute(table.formatted(schema));
        }
      }
      if (!isOurs(s, schema)) {
        return Optional.empty();
      }
      try (ResultSet row = s.executeQuery("SELECT number FROM " + schema + ".version")) {
        return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
      }
    }
  }

  /** Somebody else's schema may have a table of that name. */
  private static boolean isOurs(Statement s, String schema) throws SQLException {
    try (ResultSet row =
        s.executeQuery(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = '"
                + schema
                + "' AND table_name = 'version' AND column_name = 'number'"
                + " AND data_type = 'integer'")) {
      return row.next() && row.getInt(1) == 1;
    }
  }
}
