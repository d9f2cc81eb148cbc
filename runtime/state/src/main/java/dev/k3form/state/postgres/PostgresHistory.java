package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The history that the database keeps: each revision with the rows that it changed. */
final class PostgresHistory implements StateHistory {
  private final Database database;
  private final String state;

  PostgresHistory(Database database, String state) {
    this.database = database;
    this.state = state;
  }

  @Override
  public List<Entry> entries(int limit) {
    String sql =
        "SELECT revision, at, who, message FROM %s.history WHERE state = ?"
            + " ORDER BY revision DESC LIMIT ?";
    return database.transaction(
        "read the history",
        c -> {
          List<Entry> out = new ArrayList<>();
          try (PreparedStatement s = prepare(c, sql)) {
            s.setString(1, state);
            s.setInt(2, limit);
            try (ResultSet rows = s.executeQuery()) {
              while (rows.next()) {
                String message = rows.getString(4).lines().findFirst().orElse("");
                out.add(
                    new Entry(
                        rows.getString(1),
                        rows.getTimestamp(2).toInstant(),
                        rows.getString(3),
                        message));
              }
            }
          }
          return out;
        });
  }

  @Override
  public StateDocument at(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw unknown(id);
    }
    return database.transaction("read the history", c -> at(c, Long.parseLong(id)));
  }

  private StateDocument at(Connection c, long revision) throws SQLException {
    String lineage;
    String sql =
        "SELECT s.lineage FROM %1$s.state s JOIN %1$s.history h ON h.state = s.name"
            + " WHERE s.name = ? AND h.revision = ?";
    try (PreparedStatement s = prepare(c, sql)) {
      s.setString(1, state);
      s.setLong(2, revision);
      try (ResultSet row = s.executeQuery()) {
        if (!row.next()) {
          throw unknown(String.valueOf(revision));
        }
        lineage = row.getString(1);
      }
    }
    return new StateDocument(
        lineage, content(c, "output", revision), content(c, "resource", revision), Map.of());
  }

  private Map<String, Json> content(Connection c, String kind, long revision) throws SQLException {
    String sql =
        "SELECT DISTINCT ON (name) name, content FROM %s.change"
            + " WHERE state = ? AND kind = ? AND revision <= ? ORDER BY name, revision DESC";
    Map<String, Json> out = new LinkedHashMap<>();
    try (PreparedStatement s = prepare(c, sql)) {
      s.setString(1, state);
      s.setString(2, kind);
      s.setLong(3, revision);
      try (ResultSet rows = s.executeQuery()) {
        while (rows.next()) {
          String content = rows.getString(2);
          if (content != null) {
            out.put(rows.getString(1), JsonReader.read(content));
          }
        }
      }
    }
    return out;
  }

  private PreparedStatement prepare(Connection c, String sql) throws SQLException {
    return c.prepareStatement(sql.formatted(database.settings().schema()));
  }

  private static StateException unknown(String id) {
    return new StateException(StateProblems.noSuchSnapshot(id));
  }
}
