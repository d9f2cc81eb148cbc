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
import dev.k3form.spi.schema.SecretString;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manages roles; a role that k3form made carries the key of its making as a comment. */
final class RoleType implements ResourceType<Role, HostSession> {
  private static final String READ =
      """
      select rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolconnlimit,
             rolpassword, shobj_description(oid, 'pg_authid')
        from pg_authid where rolname = ?
      """;

  private final SecureRandom random = new SecureRandom();

  @Override
  public Class<Role> model() {
    return Role.class;
  }

  @Override
  public Optional<String> host(ConfigView config) {
    return InServer.host(config);
  }

  @Override
  public Planned plan(PlanRequest<Role> request) {
    return InServer.plan(request);
  }

  private record Found(Role role, @Nullable String comment) {}

  @Override
  public Optional<Role> read(Role prior, HostSession session, OperationContext context)
      throws ProviderException {
    return Sql.read(
        session, prior.server(), prior, connection -> find(prior, connection).map(Found::role));
  }

  private static Optional<Found> find(Role prior, HostSession session) throws ProviderException {
    return Sql.on(session, prior.server(), "postgres", connection -> find(prior, connection));
  }

  private static Optional<Found> find(Role prior, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, prior.name());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Role role =
            new Role(
                prior.server(),
                prior.name(),
                row.getBoolean(1),
                observedPassword(prior.password(), row.getString(7)),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getInt(6));
        return Optional.of(new Found(role, row.getString(8)));
      }
    }
  }

  /** A password cannot be read back; whether the stored verifier is its own can be told. */
  private static @Nullable SecretString observedPassword(
      @Nullable SecretString prior, @Nullable String stored) {
    if (stored == null) {
      return null;
    }
    return prior != null && ScramVerifier.matches(stored, prior) ? prior : new SecretString("");
  }

  @Override
  public Role create(Role planned, HostSession session, ApplyContext context)
      throws ProviderException {
    String mark = InServer.mark(context.idempotencyKey());
    return Sql.on(
        session,
        planned.server(),
        "postgres",
        connection -> {
          Optional<Found> there = find(planned, connection);
          if (there.isPresent() && !mark.equals(there.get().comment())) {
            throw new ProviderException(
                    "PostgreSQL on "
                        + planned.server().host().address()
                        + " has a role `"
                        + planned.name()
                        + "` already",
                    "Choose another name, or drop that role if nobody needs it.")
                .blame("name");
          }
          context.note(InServer.NOTE, mark);
          connection.setAutoCommit(false);
          try (Statement statement = connection.createStatement()) {
            String name = Sql.identifier(planned.name());
            String verb = there.isPresent() ? "alter" : "create";
            statement.execute(verb + " role " + name + " " + planned.options() + password(planned));
            statement.execute("comment on role " + name + " is " + Sql.literal(mark));
          }
          connection.commit();
          return planned;
        });
  }

  private String password(Role planned) {
    SecretString password = planned.password();
    return password == null
        ? " password null"
        : " password '" + ScramVerifier.of(password, random) + "'";
  }

  @Override
  public Role update(Role prior, Role planned, HostSession session, ApplyContext context)
      throws ProviderException {
    boolean samePassword = Objects.equals(planned.password(), prior.password());
    return Sql.on(
        session,
        planned.server(),
        "postgres",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "alter role "
                    + Sql.identifier(planned.name())
                    + " "
                    + planned.options()
                    + (samePassword ? "" : password(planned)));
          }
          return planned;
        });
  }

  @Override
  public void delete(Role prior, HostSession session, ApplyContext context)
      throws ProviderException {
    Sql.on(
        session,
        prior.server(),
        "postgres",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("drop role if exists " + Sql.identifier(prior.name()));
          }
        });
  }

  @Override
  public Recovery<Role> recover(
      Role planned, Notes notes, HostSession session, OperationContext context)
      throws ProviderException {
    Optional<Found> found = find(planned, session);
    if (found.isEmpty()) {
      return new Recovery.Absent<>();
    }
    String comment = found.get().comment();
    return comment != null && notes.get(InServer.NOTE).filter(comment::equals).isPresent()
        ? new Recovery.Found<>(found.get().role())
        : new Recovery.Unclear<>(
            "there is a role `" + planned.name() + "` that this create did not make",
            "Drop it, or choose another name.");
  }
}
