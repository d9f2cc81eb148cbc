package dev.k3form.provider.postgres;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Result;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.SecretString;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code postgres_server}: the distribution's server with files of ours. */
final class ServerType implements ResourceType<Server, HostSession> {
  private static final String BEGUN = "begun";
  private static final String PENDING =
      "select name from pg_settings where pending_restart order by name";

  private final SecureRandom random = new SecureRandom();

  @Override
  public Class<Server> model() {
    return Server.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    ServerRules.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<Server> request) {
    return ServerPlan.of(request);
  }

  @Override
  public Optional<Server> read(Server prior, HostSession session, OperationContext context)
      throws ProviderException {
    return session.on(prior.host(), host -> ServerState.read(prior, host));
  }

  @Override
  public Server create(Server planned, HostSession session, ApplyContext context)
      throws ProviderException {
    SecretString password = Manager.newPassword(random);
    return session.onFresh(
        planned.host(),
        host -> {
          context.note(BEGUN, planned.host().address());
          context.progress("installing postgresql");
          ServerFiles.install(host);
          return converge(planned, host, password, true, context);
        });
  }

  @Override
  public Server update(Server prior, Server planned, HostSession session, ApplyContext context)
      throws ProviderException {
    ServerConnection connection = prior.connection();
    SecretString password =
        connection == null ? Manager.newPassword(random) : connection.password();
    return session.on(
        planned.host(),
        host -> {
          ServerFiles.install(host);
          String before = Objects.requireNonNullElse(prior.configContent(), "");
          String after = ConfigFiles.config(planned, Cluster.need(host).directory());
          return converge(planned, host, password, StartParameters.differ(before, after), context);
        });
  }

  private Server converge(
      Server planned, Host host, SecretString password, boolean restart, ApplyContext context)
      throws ProviderException {
    Cluster cluster = Cluster.need(host);
    context.checkCancelled();
    ServerFiles.start(host, cluster);
    Manager.make(host, cluster, password, random);
    resetOverridden(planned, host, cluster);
    context.progress("writing the files of PostgreSQL " + cluster.version());
    ServerFiles.write(host, planned, cluster, restart);
    context.checkCancelled();
    restartWherePending(host, cluster, context);
    return planned
        .found(
            cluster.version(),
            ConfigFiles.config(planned, cluster.directory()),
            ConfigFiles.hba(planned.hba()),
            true,
            List.of(),
            planned.ssl())
        .connectedBy(new ServerConnection(planned.host(), planned.port(), Manager.ROLE, password));
  }

  /** A value set by ALTER SYSTEM would hide the one in our file. */
  private static void resetOverridden(Server planned, Host host, Cluster cluster) {
    String names = String.join(",", ConfigFiles.parameters(planned, cluster.directory()).keySet());
    String reset =
        host.run(
                Command.script(
                    "ask what ALTER SYSTEM has set",
                    ServerScript.program(),
                    "overridden",
                    cluster.version(),
                    names))
            .stdout()
            .lines()
            .map(name -> "alter system reset " + Sql.identifier(name) + ";\n")
            .collect(Collectors.joining());
    if (!reset.isEmpty()) {
      host.run(sql("reset what ALTER SYSTEM has set", cluster, reset));
    }
  }

  /** Parameters of extensions are read at the start too, and only the server knows which. */
  private static void restartWherePending(Host host, Cluster cluster, OperationContext context)
      throws ProviderException {
    Result pending = host.run(sql("ask for pending parameters", cluster, PENDING));
    if (pending.stdout().isBlank()) {
      return;
    }
    String names = pending.stdout().lines().collect(Collectors.joining(", "));
    context.progress("restarting PostgreSQL for " + names);
    host.run(Command.of("systemctl", "restart", cluster.unit()).withTimeout(Duration.ofMinutes(2)));
  }

  private static Command sql(String title, Cluster cluster, String text) {
    return Command.script(title, ServerScript.program(), "run", cluster.version()).withStdin(text);
  }

  @Override
  public void delete(Server prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          Optional<Cluster> found = Cluster.find(host);
          if (found.isPresent()) {
            remove(host, found.get());
          }
          return found.isPresent();
        });
  }

  private static void remove(Host host, Cluster cluster) throws ProviderException {
    String unit = cluster.unit();
    if (host.inspect(Inspection.none().unit(unit)).unit(unit).isActive()) {
      Manager.drop(host, cluster);
    }
    ServerFiles.remove(host, cluster);
  }

  /** A create that was begun on the machine is gone on with, whether its files are there or not. */
  @Override
  public Recovery<Server> recover(
      Server planned, Notes notes, HostSession session, OperationContext context)
      throws ProviderException {
    Optional<Server> found = read(planned, session, context);
    if (found.isPresent()) {
      return new Recovery.Found<>(found.get());
    }
    return notes.get(BEGUN).isPresent() ? new Recovery.Found<>(planned) : new Recovery.Absent<>();
  }
}
