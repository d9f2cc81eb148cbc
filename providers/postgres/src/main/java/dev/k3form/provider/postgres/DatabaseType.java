package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Manages databases.
 *
 * <p>{@code CREATE DATABASE} cannot be part of a transaction, so the mark of its making comes a
 * moment later: a database without any comment counts as ours when a create was cut off.
 */
final class DatabaseType implements ResourceType<Database, HostSession> {
  private static final String READ =
      """
      select pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datconnlimit,
             shobj_description(oid, 'pg_database')
        from pg_database where datname = ?
      """;

  @Override
  public Class<Database> model() {
    return Database.class;
  }

  @Override
  public Optional<String> host(ConfigView config) {
    return InServer.host(config);
  }

  @Override
  public Planned plan(PlanRequest<Database> request) {
    return InServer.plan(request);
  }

  private record Found(Database database, @Nullable String comment) {}

  @Override
  public Optional<Database> read(Database prior, HostSession session, OperationContext context)
      throws ProviderException {
    return Sql.read(
        session, prior.server(), prior, connection -> find(prior, connection).map(Found::database));
  }

  private static Optional<Found> find(Database prior, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, prior.name());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Database database =
            new Database(
                prior.server(), prior.name(), row.getString(1), row.getString(2), row.getInt(3));
        return Optional.of(new Found(database, row.getString(4)));
      }
    }
  }

  @Override
  public Database create(Database planned, HostSession session, ApplyContext context)
      throws ProviderException {
    String mark = InServer.mark(context.idempotencyKey());
    return Sql.on(
        session,
        planned.server(),
        "postgres",
        connection -> {
          Optional<Found> there = find(planned, connection);
          boolean begun = context.get(InServer.NOTE).isPresent();
          if (there.isPresent()
              && !mark.equals(there.get().comment())
              && !(begun && there.get().comment() == null)) {
            throw new ProviderException(
                    "PostgreSQL on "
                        + planned.server().host().address()
                        + " has a database `"
                        + planned.name()
                        + "` already",
                    "Choose another name, or drop that database if nobody needs it.")
                .blame("name");
          }
          context.note(InServer.NOTE, mark);
          String name = Sql.identifier(planned.name());
          try (Statement statement = connection.createStatement()) {
            if (there.isEmpty()) {
              statement.execute(
                  "create database %s owner %s encoding %s template template0 connection limit %d"
                      .formatted(
                          name,
                          Sql.identifier(planned.owner()),
                          Sql.literal(planned.encoding()),
                          planned.connectionLimit()));
            }
            statement.execute("comment on database " + name + " is " + Sql.literal(mark));
          }
          return planned;
        });
  }

  @Override
  public Database update(
      Database prior, Database planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return Sql.on(
        session,
        planned.server(),
        "postgres",
        connection -> {
          String name = Sql.identifier(planned.name());
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "alter database " + name + " owner to " + Sql.identifier(planned.owner()));
            statement.execute(
                "alter database " + name + " connection limit " + planned.connectionLimit());
          }
          return planned;
        });
  }

  @Override
  public void delete(Database prior, HostSession session, ApplyContext context)
      throws ProviderException {
    Sql.on(
        session,
        prior.server(),
        "postgres",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "drop database if exists " + Sql.identifier(prior.name()) + " with (force)");
          }
        });
  }

  @Override
  public Recovery<Database> recover(
      Database planned, Notes notes, HostSession session, OperationContext context)
      throws ProviderException {
    Optional<Found> found = Sql.on(session, planned.server(), "postgres", c -> find(planned, c));
    if (found.isEmpty()) {
      return new Recovery.Absent<>();
    }
    String comment = found.get().comment();
    Optional<String> mark = notes.get(InServer.NOTE);
    boolean ours = mark.isPresent() && (comment == null || comment.equals(mark.get()));
    return ours
        ? new Recovery.Found<>(found.get().database())
        : new Recovery.Unclear<>(
            "there is a database `" + planned.name() + "` that this create did not make",
            "Drop it, or choose another name.");
  }
}
